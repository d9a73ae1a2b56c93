using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>What must not be stored in clear is found in every format, and only that.</summary>
public sealed class SecretSpanTests
{
    private const string Canary = "Kanari";

    public static TheoryData<string> Files => [.. Samples.All.Select(sample => sample.Text)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Blanking_the_spans_leaves_no_secret(string text)
    {
        var reading = InventoryReader.Read([Reading.Source(text)]);
        Reading.Accepted(reading);
        Assert.Contains(Canary, text, StringComparison.OrdinalIgnoreCase);

        var blanked = Blank(text, reading.Files[0]);

        Assert.DoesNotContain(Canary, blanked, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("192.0.2.1", blanked, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_whose_secrets_are_references_reads_as_before(string text)
    {
        var before = InventoryReader.Read([Reading.Source(text)]);
        var known = new KnownReferences();
        var stored = new StringBuilder();
        var done = 0;
        foreach (var span in before.Files[0].SecretSpans)
        {
            stored.Append(text, done, span.Start - done);
            done = span.End;
            if (!span.IsComment)
            {
                known.Secrets.Add($"a.yaml {known.Secrets.Count}", new Secret(span.Text));
                stored.Append($"\"${{secret:{known.Secrets.Count - 1}}}\"");
            }
        }

        stored.Append(text, done, text.Length - done);
        var after = InventoryReader.Read([Reading.Source(stored.ToString())], known);

        Assert.Equal(Reading.Describe(Reading.Accepted(before)), Reading.Describe(Reading.Accepted(after)));
        Assert.Equal(before.Files[0].Format, after.Files[0].Format);
        Assert.DoesNotContain(after.Files[0].SecretSpans, span => span.IsComment);
        Assert.DoesNotContain(Canary, stored.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_known_to_be_no_secret_stays_and_all_else_goes()
    {
        const string text = "# who\n- host: r1 # why\n  port: 22\n  auth_pasword: a\n  auth_password: ${ask:P}\n  channel_log: b\n  tags: [c, d]\n";
        var reading = InventoryReader.Read([Reading.Source(text)]);
        Assert.Equal("# who|# why|a|b", string.Join('|', reading.Files[0].SecretSpans.Select(span => text[span.Start..span.End])));
    }

    [Theory]
    [InlineData("- host: r1\r\n  auth_password: \"a#\\\"b\"\r\n", "\"a#\\\"b\"")]
    [InlineData("- host: r1\n  auth_password: |-\n    a b\n\n\n# c\n", "|-\n    a b|# c")]
    [InlineData("- {host: r1, auth_password: 'it''s'}", "'it''s'")]
    [InlineData("- host: r1\n  auth_password: é𝄞x y   # c", "é𝄞x y|# c")]
    [InlineData("- host: r1\n  comms_prompt_pattern: |-\n    ^x\n", "|-\n    ^x")]
    public void Spans_are_the_values_as_written(string text, string spans)
    {
        var reading = InventoryReader.Read([Reading.Source(text)]);
        Reading.Accepted(reading);
        Assert.Equal(spans, string.Join('|', reading.Files[0].SecretSpans.Select(span => text[span.Start..span.End])));
    }

    private static string Blank(string text, InventoryFileReading file)
    {
        var chars = text.ToCharArray();
        var last = 0;
        foreach (var span in file.SecretSpans)
        {
            Assert.True(span.Start >= last && span.End > span.Start, $"Spans overlap or are out of order at {span.Start}.");
            Array.Fill(chars, ' ', span.Start, span.End - span.Start);
            last = span.End;
        }

        return new string(chars);
    }
}
