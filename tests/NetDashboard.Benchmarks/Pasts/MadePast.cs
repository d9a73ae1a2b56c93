using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Live;
using NetDashboard.Probing;
using NetDashboard.Storage;

namespace NetDashboard.Benchmarks.Pasts;

/// <summary>Scans that might have been: 10,000 devices, four times a day. One login in twenty fails, and says something; a device in a thousand always does.</summary>
internal sealed class MadePast
{
    public const int Devices = 10_000;
    public const int ScansPerDay = 4;

    private const string Said = "User Access Verification\nUsername: netops\nPassword: ***\n% Login invalid\n";

    private static readonly NegotiatedAlgorithms s_algorithms =
        new("curve25519-sha256", "ssh-ed25519", "aes256-gcm@openssh.com", "aes256-gcm@openssh.com", "implicit", "implicit", "SSH-2.0-OpenSSH_9.2");

    private readonly ImmutableArray<Device> _devices =
        [.. Enumerable.Range(1, Devices).Select(i => new Device($"sw-{i:00000}", $"sw-{i:00000}.campus.example", [new Endpoint { Protocol = "ssh", CredentialId = "c1", Platform = "cisco_iosxe" }]) { Site = $"site-{i % 200}" })];

    private readonly Random _random = new(1);

    /// <summary>Writes scans at their even distances, the last one at an end.</summary>
    /// <returns>Their ids, the oldest first.</returns>
    public async Task<IReadOnlyList<Guid>> WriteAsync(ScanStore store, DateTimeOffset end, int scans, Action<int> told, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var layout = new ScanLayout(_devices);
        for (var i = scans - 1; i >= 0; i--)
        {
            var at = end - (TimeSpan.FromDays(1.0 / ScansPerDay) * i);
            ids.Add(await WriteOneAsync(store, layout, at, cancellationToken));
            told(scans - i);
        }

        return ids;
    }

    private async Task<Guid> WriteOneAsync(ScanStore store, ScanLayout layout, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var board = new ScanBoard(Guid.NewGuid(), "campus.yaml", layout, new FixedTime(at)) { Inventories = ["campus.yaml"], StartedBy = "night run" };
        var journal = await store.BeginAsync(new RunBeginning(board, 1, at, [.. Enumerable.Range(0, Devices)]) { StartedBy = "night run" }, (_, _) => { }, cancellationToken);
        var failed = 0;
        foreach (var (i, place) in layout.Endpoints.Index())
        {
            var isBad = i % 1000 == 7 || _random.Next(20) == 0;
            failed += isBad ? 1 : 0;
            await journal.AddAsync(ResultOf(place, at.AddMilliseconds(i), isBad), cancellationToken);
        }

        await journal.FlushAsync(cancellationToken);
        await journal.EndAsync(new RunEnding(ScanState.Completed, Problem: null, at.AddMinutes(1), new StatusCounts(0, 0, Devices - failed, 0, 0, failed, 0)), cancellationToken);
        return board.Id;
    }

    /// <summary>A result of such a scan.</summary>
    public ProbeResult ResultOf(ScanEndpoint place, DateTimeOffset at, bool isBad) => new()
    {
        Device = place.Device.Name,
        Host = place.Device.Host,
        Address = "192.0.2.7",
        Port = 22,
        Protocol = place.Endpoint.Protocol,
        Platform = "cisco_iosxe",
        Verdict = isBad ? ProbeVerdict.Failed(ProbeFailure.AuthenticationFailed, "% Login invalid") : ProbeVerdict.Ok($"{place.Device.Name}#"),
        Stage = ProbeStage.Prompt,
        StartedAt = at,
        Duration = TimeSpan.FromMilliseconds(_random.Next(80, 400)),
        Stages = [.. Enum.GetValues<ProbeStage>().Select(stage => new StageTime(stage, TimeSpan.FromTicks(_random.Next(10_000, 900_000))))],
        HostKey = $"SHA256:made-for-{place.Device.Name}",
        Algorithms = s_algorithms,
        Transcript = new Transcript(string.Concat(Enumerable.Repeat(Said, 5)), IsCut: false),
    };

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
