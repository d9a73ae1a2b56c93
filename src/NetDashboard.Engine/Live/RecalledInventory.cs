using System.Collections.Frozen;
using System.Collections.Immutable;
using NetDashboard.Inventory;

namespace NetDashboard.Live;

/// <summary>
/// The credentials for endpoints of a scan that was kept over a restart, read again from its inventories as they are now. An endpoint is the same when device name,
/// protocol, host and port are, so that no secret goes where its inventory does not send it.
/// </summary>
public sealed record RecalledInventory
{
    private const string Unknown = "not recalled";
    private static readonly Credential s_unknown = new(string.Empty, Secret.Ask("Password")) { UserNameQuestion = "User name" };

    private RecalledInventory(ScanBoard board, ScanInventory inventory) => (Scan, Inventory) = (board.Id, inventory);

    /// <summary>The scan it is for.</summary>
    public Guid Scan { get; }

    /// <summary>Those of the wanted endpoints that the inventories have, as positions in <see cref="ScanLayout.Endpoints"/>.</summary>
    public FrozenSet<int> Endpoints { get; private init; } = [];

    /// <summary>How many of the wanted endpoints the inventories do not have any more, or with another host or port.</summary>
    public int Missing { get; private init; }

    /// <summary>How many devices those belong to.</summary>
    public int MissingDevices { get; private init; }

    /// <summary>Names of inventories of the scan that are not in the library any more, or cannot be used now.</summary>
    public ImmutableArray<string> Unusable { get; init; } = [];

    /// <summary>What must be asked for before <see cref="Endpoints"/> can be tried: each once, in alphabetical order.</summary>
    public ImmutableArray<string> Questions => Inventory.QuestionsOf(Endpoints);

    internal ScanInventory Inventory { get; private init; }

    /// <summary>The same with answers; what is not answered stays open.</summary>
    /// <param name="answers">By the question's name.</param>
    public RecalledInventory Answer(IReadOnlyDictionary<string, Secret> answers) => this with { Inventory = Inventory.Answer(answers) };

    /// <summary>A scan's devices without any secret: all of them are to be asked for.</summary>
    internal static RecalledInventory Nothing(ScanBoard board) => Of(board, FrozenSet<int>.Empty, now: null);

    /// <summary>The scan's devices, with the endpoints and credentials that the inventories have for them now.</summary>
    /// <param name="board">The scan.</param>
    /// <param name="wanted">What is to be tried, as positions in <see cref="ScanLayout.Endpoints"/>.</param>
    /// <param name="now">What the inventories say; <see langword="null"/> for nothing.</param>
    internal static RecalledInventory Of(ScanBoard board, IReadOnlySet<int> wanted, DeviceInventory? now)
    {
        var known = (now?.Devices ?? []).ToDictionary(device => device.Name, StringComparer.Ordinal);
        var devices = board.Layout.Devices.Select(device => device with { Endpoints = [.. device.Endpoints.Select(endpoint => FindNow(known, device, endpoint) ?? Forgotten(endpoint))] });
        var credentials = (now?.Credentials.AsEnumerable() ?? []).Append(new(Unknown, s_unknown)).ToFrozenDictionary(StringComparer.Ordinal);
        var places = wanted.Where(index => index >= 0 && index < board.Layout.Endpoints.Length).Select(index => (Index: index, Place: board.Layout.Endpoints[index])).ToArray();
        var missing = places.Where(p => FindNow(known, p.Place.Device, p.Place.Endpoint) is null).ToArray();
        return new RecalledInventory(board, new ScanInventory(new DeviceInventory([.. devices], credentials)))
        {
            Endpoints = places.Except(missing).Select(p => p.Index).ToFrozenSet(),
            Missing = missing.Length,
            MissingDevices = missing.Select(p => p.Place.Row).Distinct().Count(),
        };
    }

    private static Endpoint Forgotten(Endpoint endpoint) => endpoint with { CredentialId = Unknown };

    private static Endpoint? FindNow(Dictionary<string, Device> known, Device device, Endpoint endpoint) =>
        known.TryGetValue(device.Name, out var now) && string.Equals(now.Host, device.Host, StringComparison.OrdinalIgnoreCase)
            ? now.Endpoints.FirstOrDefault(e => e.Protocol == endpoint.Protocol && e.Port == endpoint.Port)
            : null;
}
