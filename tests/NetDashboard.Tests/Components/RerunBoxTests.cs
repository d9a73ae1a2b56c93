using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Components.Reruns;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Vault;
using NetDashboard.Live;
using NetDashboard.Tests.Components.Rendering;
using Radzen;
using Radzen.Blazor;

namespace NetDashboard.Tests.Components;

public sealed class RerunBoxTests : ComponentTest, IDisposable
{
    private const string Canary = "canary-9c4d";

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-tests-").FullName;
    private readonly CredentialStore _store;
    private object? _closedWith;

    public RerunBoxTests()
    {
        _store = new CredentialStore(new SecretVault(_folder));
        Services.AddSingleton(_store);
        Services.AddRadzenComponents();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_chosen_changes_nothing()
    {
        var box = Open();

        box.Find("form").Submit();

        Assert.Equal(new RerunChanges(), _closedWith);
    }

    [Fact]
    public void A_kept_credential_other_algorithms_limits_and_the_guard_are_taken()
    {
        _store.Save("campus", "netops", new Secret(Canary), enableSecret: null, privateKeyFile: null, passphrase: null);
        var box = Open();

        box.FindAll("select")[0].Change("campus");
        box.FindAll("select")[1].Change("legacy");
        box.FindAll("input[type=checkbox]")[0].Change(true);
        box.FindAll("input[type=number]")[0].Change("3");
        box.FindAll("input[type=checkbox]")[^1].Change(true);
        box.Find("form").Submit();

        var changes = Assert.IsType<RerunChanges>(_closedWith);
        Assert.Equal(("netops", Canary), (changes.Credential!.UserName, changes.Credential.Password!.Reveal()));
        Assert.Equal("legacy", changes.CryptoProfile);
        Assert.Equal(EndpointTimeouts.Default with { Connect = TimeSpan.FromSeconds(3) }, changes.Timeouts);
        Assert.True(changes.IgnoreAccountGuard);
        Assert.DoesNotContain(Canary, box.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_typed_credential_is_taken_and_never_shown()
    {
        var box = Open();

        box.FindAll("select")[0].Change("\n");
        box.Find("input[type=text]").Change("other");
        box.FindAll("input[type=password]")[0].Change(Canary);
        Assert.DoesNotContain(Canary, box.Markup, StringComparison.Ordinal);
        box.Find("form").Submit();

        var changes = Assert.IsType<RerunChanges>(_closedWith);
        Assert.Equal(("other", Canary), (changes.Credential!.UserName, changes.Credential.Password!.Reveal()));
    }

    [Fact]
    public void A_credential_that_is_gone_meanwhile_is_said_and_nothing_is_run()
    {
        _store.Save("campus", "netops", new Secret(Canary), enableSecret: null, privateKeyFile: null, passphrase: null);
        var box = Open();
        box.FindAll("select")[0].Change("campus");
        _store.Remove("campus");

        box.Find("form").Submit();

        Assert.Contains("The credential campus is not there any more.", box.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Null(_closedWith);
    }

    private RenderedComponent<RadzenDialog> Open()
    {
        var page = Render<RadzenDialog>();
        _ = page.InvokeAsync(async () => _closedWith = await RerunBox.AskAsync(Service<DialogService>(), "The picked devices are tried again.", 3));
        page.WaitForAssertion(() => page.Find("form"));
        return page;
    }
}
