using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Credentials;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Tests.Components.Rendering;
using Radzen;

namespace NetDashboard.Tests.Components;

public sealed class CredentialLibraryTests : ComponentTest
{
    private const string Canary = "canary-2d7b";

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-tests-").FullName;
    private readonly CredentialStore _store;

    public CredentialLibraryTests()
    {
        _store = new CredentialStore(new SecretVault(_folder));
        Services.AddSingleton(_store);
        Services.AddSingleton(new InventoryLibrary(_folder));
        Services.AddSingleton(TimeProvider.System);
        Services.AddRadzenComponents();
    }

    [Fact]
    public void What_is_typed_is_kept_and_never_shown()
    {
        var page = Render<CredentialLibrary>();
        Assert.Contains("No credentials yet.", page.Markup, StringComparison.Ordinal);

        page.FindAll("input[type=text]")[0].Change("campus");
        page.FindAll("input[type=text]")[1].Change("netops");
        page.FindAll("input[type=password]")[0].Change(Canary);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("campus was saved.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("campus", page.Find("tbody th").TextContent);
        Assert.Single(page.FindAll("tbody td"), cell => cell.TextContent == "set");
        Assert.Equal(Canary, _store.Find("campus")!.Password!.Reveal());
        Assert.DoesNotContain(Canary, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Password_fields_carry_no_value_and_no_browser_fills_them()
    {
        _store.Save("campus", "netops", new Secret(Canary), new Secret(Canary), "/keys/id", new Secret(Canary));
        var page = Render<CredentialLibrary>();

        page.FindAll("button").Single(button => button.TextContent == "Change campus").Click();

        var fields = page.FindAll("input[type=password]");
        Assert.Equal(3, fields.Count);
        Assert.All(fields, field => Assert.False(field.HasAttribute("value"), field.OuterHtml));
        Assert.All(fields, field => Assert.Equal("new-password", field.GetAttribute("autocomplete")));
        Assert.All(fields, field => Assert.Contains("empty keeps it", field.GetAttribute("placeholder"), StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_left_empty_keeps_what_is_there()
    {
        _store.Save("campus", "netops", new Secret(Canary));
        var page = Render<CredentialLibrary>();
        page.FindAll("button").Single(button => button.TextContent == "Change campus").Click();

        page.FindAll("input[type=text]")[1].Change("netadmin");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("netadmin", _store.Find("campus")!.UserName));
        Assert.Equal(Canary, _store.Find("campus")!.Password!.Reveal());
    }

    [Fact]
    public void A_change_that_somebody_else_makes_shows()
    {
        var page = Render<CredentialLibrary>();

        _store.Save("campus", "netops");

        page.WaitForAssertion(() => Assert.Equal("campus", page.Find("tbody th").TextContent));
    }

    [Fact]
    public void A_damaged_store_says_so_and_takes_nothing()
    {
        File.WriteAllText(_store.File, "{");
        var page = Render<CredentialLibrary>();

        Assert.Contains("is damaged", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"), "A damaged store could be written over.");
    }
}
