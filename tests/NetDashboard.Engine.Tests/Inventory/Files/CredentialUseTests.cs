using NetDashboard.Inventory;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Inventories that refer to kept credentials.</summary>
public sealed class CredentialUseTests : IAsyncDisposable
{
    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task It_is_known_which_inventories_refer_to_a_credential()
    {
        _rig.Credentials.Save("lab", "u", new Secret("canary-lab"));
        _rig.Write("b.yaml", "- {host: r1, credential: lab, auth_strict_key: false}\n");
        _rig.Write("a.yaml", "all: {vars: {netdashboard_credential: lab}, hosts: {r2: , r3: }}\n");
        _rig.Write("c.yaml", "- {host: credential, auth_password: lab, auth_strict_key: false}\n");
        await _rig.AcceptAsync("up.yaml", "- {host: r4, credential: lab, auth_strict_key: false}\n");
        await _rig.Library.RefreshAsync();

        Assert.Equal(["a.yaml", "b.yaml", "up.yaml"], _rig.Library.UsersOf("lab"), StringComparer.Ordinal);
        Assert.Empty(_rig.Library.UsersOf("other"));

        // One that is broken now still uses what its last good version does, and one that is gone uses nothing.
        _rig.Write("b.yaml", "- {host: r1, credential: other, auth_strict_key: false}\n");
        File.Delete(Path.Join(_rig.Directory, "a.yaml"));
        await _rig.Library.RefreshAsync();
        Assert.Equal(["b.yaml", "up.yaml"], _rig.Library.UsersOf("lab"), StringComparer.Ordinal);
        Assert.Equal("b.yaml", Assert.Single(_rig.Library.UsersOf("other")));
    }

    [Fact]
    public async Task A_damaged_file_of_credentials_is_a_finding_where_one_is_named_and_stops_nothing_else()
    {
        _rig.Credentials.Save("lab", "u", new Secret("canary-lab"));
        _rig.Write("a.yaml", "- host: r1\n  auth_strict_key: false\n  credential: lab\n");
        _rig.Write("b.yaml", "- {host: r2, auth_strict_key: false}\n");
        var kept = await File.ReadAllTextAsync(_rig.Credentials.File);
        await File.WriteAllTextAsync(_rig.Credentials.File, "{");

        await _rig.Library.RefreshAsync();

        Assert.Equal(1, _rig.Entry("b.yaml").Devices);
        var finding = Assert.Single(_rig.Entry("a.yaml").Findings);
        Assert.Equal((FindingCode.UnresolvedReference, 3, 15), (finding.Code, finding.Line, finding.Column));
        Assert.Contains("damaged", finding.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_rig.Credentials.File, kept);
        await _rig.Library.RefreshAsync();
        Assert.Equal(1, _rig.Entry("a.yaml").Devices);
    }

    [Fact]
    public async Task A_credential_that_another_process_changes_is_taken_with_the_next_reading()
    {
        _rig.Credentials.Save("lab", "u", new Secret("canary-1"));
        _rig.Write("a.yaml", "- {host: r1, credential: lab, auth_strict_key: false}\n");
        Assert.Equal("canary-1", await PasswordAsync());

        new CredentialStore(new SecretVault(_rig.Data)).Save("lab", userName: null, new Secret("canary-two"));
        Assert.Equal("canary-two", await PasswordAsync());

        async Task<string> PasswordAsync() => Assert.Single((await _rig.Library.ReadAsync(["a.yaml"])).Inventory!.Credentials.Values).Password!.Reveal();
    }
}
