using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Values that are not in the file: environment, stored secrets, questions, kept credentials.</summary>
public sealed class ReferenceTests
{
    private readonly KnownReferences _known = new();

    [Fact]
    public void The_environment_gives_values_whole_and_in_part()
    {
        _known.Variables["PW"] = "s3cret";
        _known.Variables["SITE"] = "ams";
        var reading = Read("host: 'r1.${env:SITE}.example.net'\nauth_password: ${env:PW}\nauth_username: u-${env:SITE}-$${x}");

        Assert.Empty(reading.Findings);
        Assert.Equal("r1.ams.example.net", reading.Inventory!.Devices[0].Host);
        var credential = reading.Inventory.Credentials.Values.Single();
        Assert.Equal(("s3cret", "u-ams-${x}"), (credential.Password!.Reveal(), credential.UserName));
    }

    [Fact]
    public void A_stored_secret_belongs_to_its_file()
    {
        _known.Secrets["a.yaml 1"] = new Secret("kept");
        Assert.Equal("kept", Read("host: r1\nauth_password: ${secret:1}").Inventory!.Credentials.Values.Single().Password!.Reveal());
    }

    [Fact]
    public void A_question_is_answered_later()
    {
        var inventory = Reading.Accepted(Read("host: r1\nauth_username: ${ask:User}\nauth_password: ${ask:Pass word}\nauth_secondary: ${ask:Enable}"));

        Assert.Equal("Enable, Pass word, User", string.Join(", ", inventory.Questions));
        var open = inventory.Credentials.Values.Single();
        Assert.Equal("Pass word", open.Password!.Question);
        Assert.Throws<InvalidOperationException>(() => open.Password.Reveal());
        Assert.Empty(open.Secrets);

        var answered = inventory.Answer(new Dictionary<string, Secret>(StringComparer.Ordinal) { ["User"] = new("me"), ["Pass word"] = new("pw") });
        Assert.Equal("Enable", Assert.Single(answered.Questions));
        Assert.Equal(("me", "pw"), (answered.Credentials.Values.Single().UserName, answered.Credentials.Values.Single().Password!.Reveal()));
    }

    [Fact]
    public void Questions_differ_by_name_and_from_values()
    {
        Assert.Equal(Secret.Ask("a"), Secret.Ask("a"));
        Assert.NotEqual(Secret.Ask("a"), Secret.Ask("b"));
        Assert.NotEqual(Secret.Ask("a"), new Secret("a"));
        Assert.NotEqual(Secret.Ask("a"), new Secret("\0a"));
        Assert.Equal("***", Secret.Ask("a").ToString());
    }

    [Fact]
    public void A_kept_credential_takes_the_place_of_what_it_sets()
    {
        _known.Credentials["lab"] = new Credential("kept", new Secret("pw"));
        var reading = Read("host: r1\ncredential: lab\nauth_secondary: ${ask:Enable}\nauth_username: other");
        var credential = Reading.Accepted(reading).Credentials.Values.Single();
        Assert.Equal(("kept", "pw", "Enable"), (credential.UserName, credential.Password!.Reveal(), credential.EnableSecret!.Question));
    }

    [Theory]
    [InlineData("auth_password: ${env:NOT_SET}", 18, "NOT_SET")]
    [InlineData("auth_password: x${PW}", 18, "$${")]
    [InlineData("auth_password: '${env:PW'", 18, "no '}'")]
    [InlineData("auth_password: ${env:}", 18, "letters")]
    [InlineData("auth_password: ${secret:9}", 18, "taken out of an upload")]
    [InlineData("auth_password: x-${ask:Password}", 18, "whole value")]
    [InlineData("port: ${ask:Port}", 9, "user names")]
    [InlineData("credential: nobody", 15, "The credential 'nobody' is not among")]
    public void A_reference_that_leads_nowhere_is_told_at_its_place(string line, int column, string part)
    {
        var finding = Reading.Refusal(Reading.Entry(line), 3, column);
        Assert.Equal(FindingCode.UnresolvedReference, finding.Code);
        Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host: ${env:V}")]
    [InlineData("port: ${env:V}")]
    [InlineData("platform: ${env:V}")]
    [InlineData("transport: ${env:V}")]
    [InlineData("timeout_ops: ${env:V}")]
    [InlineData("profile: ${env:V}")]
    [InlineData("credential: ${env:V}")]
    [InlineData("auth_bypass: ${env:V}")]
    [InlineData("protocols: ${env:V}")]
    [InlineData("site: \"${env:V}\\a\"")]
    public void No_finding_quotes_a_resolved_value(string line)
    {
        _known.Variables["V"] = "99999999";
        var reading = Read(line.StartsWith("host", StringComparison.Ordinal) ? $"{line}\nauth_strict_key: x" : $"host: r1\n{line}");
        Assert.Null(reading.Inventory);
        Assert.DoesNotContain("99999999", Reading.Text(reading), StringComparison.Ordinal);
    }

    private InventoryReading Read(string lines) =>
        InventoryReader.Read([Reading.Source("- auth_strict_key: false\n  " + lines.Replace("\nauth_strict_key: x", "\nport: x", StringComparison.Ordinal).ReplaceLineEndings("\n  ") + "\n")], _known);
}
