using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Classic;
using NetDashboard.Scanning;

namespace NetDashboard.Live;

/// <summary>What the endpoints of a scan are logged in to with, by their positions in its layout. Kept apart from the board, which everyone may look at.</summary>
/// <param name="inventory">The devices of the layout, in its order.</param>
internal sealed class ScanInventory(DeviceInventory inventory)
{
    private readonly ImmutableArray<(Device Device, Endpoint Endpoint)> _places =
        [.. inventory.Devices.SelectMany(device => device.Endpoints.Select(endpoint => (device, endpoint)))];

    private readonly bool _isComplete = inventory.Questions.IsEmpty;

    /// <summary>Whether the credentials of all these endpoints are known.</summary>
    public bool Knows(Func<IEnumerable<int>> endpoints) => _isComplete || endpoints().All(Knows);

    /// <summary>What a person must be asked for to know the credentials of these endpoints.</summary>
    public ImmutableArray<string> QuestionsOf(IEnumerable<int> endpoints) =>
        [.. endpoints.Select(CredentialOf).Distinct().SelectMany(credential => credential.Questions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Whom an endpoint is logged in to as; <see langword="null"/> while that is not known.</summary>
    public LoginAccount? AccountOf(int endpoint) =>
        Knows(endpoint) && CredentialOf(endpoint) is { } credential ? new LoginAccount(credential.UserName, credential.PrivateKeyFile) : null;

    /// <summary>A plan for items of the scan's board.</summary>
    /// <param name="items">What to try.</param>
    /// <param name="layout">The scan's layout.</param>
    public ScanPlan Plan(ImmutableArray<ScanItem> items, ScanLayout layout) => new([.. items.Select(item => Place(item, layout))], inventory.Credentials) { Devices = inventory.Devices };

    /// <summary>Endpoints as an inventory for another scan, with references in place of secrets.</summary>
    /// <param name="endpoints">In the order in which to write them.</param>
    /// <param name="title">What they are from.</param>
    public string Write(IEnumerable<int> endpoints, string title)
    {
        var devices = endpoints
            .Where(index => index >= 0 && index < _places.Length)
            .Select(index => _places[index])
            .GroupBy(place => place.Device.Name, StringComparer.Ordinal)
            .Select(places => places.First().Device with { Endpoints = [.. places.Select(place => place.Endpoint)] });
        return ClassicWriter.Write(inventory with { Devices = [.. devices] }, title);
    }

    /// <summary>This one with answers in its credentials; what is not answered stays open.</summary>
    public ScanInventory Answer(IReadOnlyDictionary<string, Secret> answers) => new(inventory.Answer(answers));

    // Those of other scans are nobody's concern.
    private bool Knows(int endpoint) => endpoint < 0 || endpoint >= _places.Length || !CredentialOf(endpoint).Questions.Any();

    private Credential CredentialOf(int endpoint) => inventory.Credentials[_places[endpoint].Endpoint.CredentialId];

    private ScanItem Place(ScanItem item, ScanLayout layout)
    {
        var (device, endpoint) = _places[layout.IndexOf(new(item.Device.Name, item.Endpoint.Protocol))];
        return item with { Device = device, Endpoint = endpoint };
    }
}
