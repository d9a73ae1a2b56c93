using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetDashboard.Engine.Tests.Probing;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Scanning;
using NetDashboard.Storage;
using NetDashboard.Storage.HostKeys;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>Trust on first use, from the inventory to a real OpenSSH server and back.</summary>
public sealed class FirstUseTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("netdashboard-first-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Another_key_is_refused_before_a_credential_is_sent_until_a_person_accepts_it()
    {
        // Two host keys: the one on file must be the one that is negotiated, whichever this side likes better.
        await using (var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"], ["rsa"]))
        {
            var first = await ScanAsync(server);
            Assert.True(first.Verdict.Outcome is ProbeOutcome.Ok, $"{first.Verdict}\n{server.Log}");
        }

        await using var replaced = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"], ["ecdsa", "rsa"]);
        var refused = await ScanAsync(replaced);
        Assert.True(refused.Verdict.Failure is ProbeFailure.HostKeyChanged, $"{refused.Verdict}\n{replaced.Log}");
        Assert.Equal((ProbeStage.HostKey, "rsa-sha2-256"), (refused.Stage, refused.Algorithms?.HostKey));
        Assert.Contains("No credential was sent", refused.Verdict.Detail, StringComparison.Ordinal);
        await replaced.LogAfterAsync("closed");
        Assert.DoesNotContain(replaced.Account.Name, replaced.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("password", replaced.Log, StringComparison.OrdinalIgnoreCase);

        // As often as it is tried, and after every restart.
        Assert.Equal(ProbeFailure.HostKeyChanged, (await ScanAsync(replaced)).Verdict.Failure);
        await using (var store = await OpenAsync())
        {
            var desk = new HostKeyDesk(store, TimeProvider.System);
            var changed = Assert.Single(await desk.ReadChangedAsync(CancellationToken.None));
            Assert.Equal(refused.HostKey, changed.Waiting?.Fingerprint);
            Assert.True(await desk.AcceptAsync(changed.Endpoint, refused.HostKey!, "Ada", "Replaced", CancellationToken.None), "It was not accepted.");
        }

        var accepted = await ScanAsync(replaced);
        Assert.True(accepted.Verdict.Outcome is ProbeOutcome.Ok, $"{accepted.Verdict}\n{replaced.Log}");
    }

    [Fact]
    public async Task Without_a_memory_no_key_can_be_the_first_and_no_credential_is_sent()
    {
        await using var server = await OpenSsh.StartAsync(["PasswordAuthentication yes", "UsePAM yes"]);
        var credential = new Credential(server.Account.Name, new Secret(server.Account.Password));
        var guard = new CountingGuard();
        var result = await ProbeTesting.RunAsync(
            ProbeTesting.Target("ssh", server.Port, credential, change: endpoint => endpoint with { HostKeyPolicy = HostKeyPolicy.TrustOnFirstUse }), guard);

        Assert.True(result.Verdict.Failure is ProbeFailure.HostKeyUnknown, $"{result.Verdict}\n{server.Log}");
        Assert.Equal(0, guard.Asked);
        Assert.DoesNotContain(server.Account.Name, server.Log, StringComparison.Ordinal);
    }

    private async Task<ScanStore> OpenAsync()
    {
        var store = ScanStore.Create(_folder, connectionString: null, TimeProvider.System, NullLogger<ScanStore>.Instance);
        await store.OpenAsync();
        return store;
    }

    // As a start of the program has it: nothing is remembered but what the store holds.
    private async Task<ProbeResult> ScanAsync(OpenSsh server)
    {
        await using var store = await OpenAsync();
        var options = Options.Create(new ScanOptions());
        var runner = new ProbeRunner(TimeProvider.System, NullLogger<ProbeRunner>.Instance, store.TrustedHostKeys);
        await using var scans = new ScanService(
            new Scanner(ProbeTesting.Catalog, runner, options, TimeProvider.System), options, TimeProvider.System, NullLogger<ScanService>.Instance, store);
        var endpoint = new Endpoint { Protocol = "ssh", Port = server.Port, CredentialId = "c1", HostKeyPolicy = HostKeyPolicy.TrustOnFirstUse };
        var credentials = new Dictionary<string, Credential>(StringComparer.Ordinal) { ["c1"] = new(server.Account.Name, new Secret(server.Account.Password)) };
        var start = scans.TryStart(new DeviceInventory([new Device("R1", "127.0.0.1", [endpoint])], credentials.ToFrozenDictionary(StringComparer.Ordinal)), "made.yaml");
        var board = start.Board!;
        for (var since = TimeProvider.System.GetTimestamp(); board.Summary.IsRunning; await Task.Delay(5))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < s_patience, $"The scan does not end: {store.Status}\n{server.Log}");
        }

        using var moment = board.Subscribe();
        return moment.Snapshot.Endpoints[0].Result!;
    }
}
