using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>What one or more inventory files say together.</summary>
/// <param name="Devices">In the order of the files; names are unique.</param>
/// <param name="Credentials">By <see cref="Endpoint.CredentialId"/>; equal credentials share one id.</param>
public sealed record DeviceInventory(ImmutableArray<Device> Devices, FrozenDictionary<string, Credential> Credentials)
{
    /// <summary>Protocols of all endpoints, each once, in alphabetical order.</summary>
    public ImmutableArray<string> Protocols =>
        [.. Devices.SelectMany(device => device.Endpoints).Select(endpoint => endpoint.Protocol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What a person must be asked for before the devices can be logged in to: each name once, in alphabetical order.</summary>
    public ImmutableArray<string> Questions =>
        [.. Credentials.Values.SelectMany(credential => credential.Questions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>This inventory with the answers in its credentials; what is not answered stays open.</summary>
    /// <param name="answers">By the question's name.</param>
    public DeviceInventory Answer(IReadOnlyDictionary<string, Secret> answers) => this with
    {
        Credentials = Credentials.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Answer(answers), StringComparer.Ordinal),
    };
}
