using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NetDashboard.Probing;

/// <summary>All probes of this assembly, found by their interface: a protocol is added by adding its folder.</summary>
public sealed class ProbeCatalog
{
    private readonly FrozenDictionary<string, IProbe> _byProtocol;

    /// <summary>Discovers and creates the probes.</summary>
    public ProbeCatalog()
    {
        All = [.. DiscoverTypes().Select(type => (IProbe)Activator.CreateInstance(type)!).OrderBy(probe => probe.Protocol, StringComparer.Ordinal)];
        _byProtocol = All.ToFrozenDictionary(probe => probe.Protocol, StringComparer.Ordinal);
    }

    /// <summary>One probe per protocol, ordered by protocol.</summary>
    public ImmutableArray<IProbe> All { get; }

    /// <summary>The types of all probes.</summary>
    public static IEnumerable<Type> DiscoverTypes() => typeof(IProbe).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IProbe)));

    /// <summary>The probe of that protocol, or <see langword="null"/>.</summary>
    public IProbe? Find(string protocol) => _byProtocol.GetValueOrDefault(protocol);

    /// <summary>The protocol's name for people; the protocol itself in capitals when no probe has it.</summary>
    public string TitleOf(string protocol) => Find(protocol)?.Title ?? protocol.ToUpperInvariant();
}
