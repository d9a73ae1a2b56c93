using System.Collections.Frozen;
using NetDashboard.Components.Inventories;
using NetDashboard.Inventory;

namespace NetDashboard.Tests.Components;

/// <summary>What is put together before a scan starts, and the lists it can be chosen from.</summary>
public sealed class ScanDraftTests
{
    private static readonly InventoryReading s_reading = new(
        new DeviceInventory(
            [Device("core-1", "ams", "core", "c1"), Device("core-2", "fra", "core", "c2"), Device("edge-1", "San Jose", "edge", "c1")],
            new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new("admin", new Secret("x")), ["c2"] = new("admin", Secret.Ask("campus")) }
                .ToFrozenDictionary(StringComparer.Ordinal)),
        []);

    private readonly ScanDraft _draft = new();

    public ScanDraftTests() => _draft.Take(s_reading);

    [Theory]
    [InlineData("", "site", "ams", "site=ams")]
    [InlineData("", "site", "San Jose", "site=\"San Jose\"")]
    [InlineData("site=ams", "site", "fra", "site=fra")]
    [InlineData("site=ams", "tag", "core", "site=ams and tag=core")]
    [InlineData("site=ams and tag=core", "site", "", "tag=core")]
    [InlineData("site=ams and tag=core", "tag", "", "site=ams")]
    [InlineData("name~a or name~b", "site", "ams", "(name~a or name~b) and site=ams")]
    [InlineData("not site=ams", "site", "fra", "not site=ams and site=fra")]
    [InlineData("site=\"San Jose\"", "site", "ams", "site=ams")]
    [InlineData("core", "site", "or", "core and site=\"or\"")]
    public void A_choice_from_a_list_is_written_into_the_expression(string before, string field, string value, string after)
    {
        Assert.Equal(after, QuickChoices.Set(before, field, value));
        Assert.Equal(value, QuickChoices.Get(after, field));
    }

    [Theory, InlineData("site=ams or site=fra"), InlineData("not site=ams"), InlineData("mysite=ams"), InlineData("site!=ams")]
    public void What_no_single_choice_says_shows_as_no_choice(string expression) => Assert.Equal(string.Empty, QuickChoices.Get(expression, "site"));

    [Fact]
    public void Lists_hold_what_there_is_and_a_platform_that_all_share_is_none() =>
        Assert.Equal(
            "site: ams fra San Jose; tag: core edge",
            string.Join("; ", _draft.Choices.Select(choice => $"{choice.Field}: {string.Join(' ', choice.Values)}")));

    [Fact]
    public void A_wrong_filter_chooses_nothing_until_it_is_mended()
    {
        _draft.SetFilter("site=");
        Assert.Equal(6, _draft.FilterProblem!.Column);
        Assert.Null(_draft.Build());

        _draft.SetFilter("site=ams");
        Assert.Equal("core-1", Assert.Single(_draft.Build()!.Devices).Name);
    }

    [Fact]
    public void Only_chosen_devices_ask_and_an_answer_serves_one_scan()
    {
        Assert.Equal("campus", Assert.Single(_draft.Questions));
        Assert.Null(_draft.Build());

        _draft.Answer("campus", "s3cret");
        Assert.Equal("s3cret", _draft.Build()!.Credentials["c2"].Password!.Reveal());

        _draft.Forget();
        Assert.False(_draft.IsAnswered);
        _draft.SetFilter("site=ams");
        Assert.Empty(_draft.Questions);
        Assert.NotNull(_draft.Build());
    }

    [Fact]
    public void An_empty_answer_is_none()
    {
        _draft.Answer("campus", "x");
        _draft.Answer("campus", string.Empty);

        Assert.False(_draft.IsAnswered);
    }

    private static Device Device(string name, string site, string tag, string credential) =>
        new(name, name, [new Endpoint { Protocol = "ssh", CredentialId = credential }]) { Site = site, Tags = [tag] };
}
