using System.Collections.Immutable;
using NetDashboard.Probing;

namespace NetDashboard.Comparing;

/// <summary>Finds what changed from one scan to another, endpoint by endpoint, each by its last attempt in either.</summary>
public static class ScanComparer
{
    /// <summary>Compares.</summary>
    /// <param name="older">What is compared with.</param>
    /// <param name="newer">What is looked at.</param>
    /// <param name="bound">From when on a login counts as slower.</param>
    public static ScanComparison Compare(ScanSide older, ScanSide newer, SlownessBound bound)
    {
        var before = ProtocolsOf(older);
        var changes = new List<EndpointChange>();
        var common = 0;
        foreach (var device in newer.Devices)
        {
            var known = before.GetValueOrDefault(device.Name);
            foreach (var key in device.Protocols.Select(protocol => new EndpointKey(device.Name, protocol)))
            {
                if (known.IsDefault || !known.Contains(key.Protocol, StringComparer.Ordinal))
                {
                    changes.Add(new EndpointChange(ChangeKind.New, key, Before: null, LoginOf(newer, key)) { IsWholeDevice = known.IsDefault });
                    continue;
                }

                common++;
                changes.AddRange(Changes(key, LoginOf(older, key), LoginOf(newer, key), bound));
            }
        }

        changes.AddRange(FindGone(older, newer));
        return new ScanComparison(older.Scan, newer.Scan, bound, [.. changes.OrderBy(change => change.Kind)]) { Common = common };
    }

    private static IEnumerable<EndpointChange> FindGone(ScanSide older, ScanSide newer)
    {
        var now = ProtocolsOf(newer);
        foreach (var device in older.Devices)
        {
            var left = now.GetValueOrDefault(device.Name);
            foreach (var protocol in device.Protocols.Where(protocol => left.IsDefault || !left.Contains(protocol, StringComparer.Ordinal)))
            {
                var key = new EndpointKey(device.Name, protocol);
                yield return new EndpointChange(ChangeKind.Gone, key, LoginOf(older, key), Now: null) { IsWholeDevice = left.IsDefault };
            }
        }
    }

    private static IEnumerable<EndpointChange> Changes(EndpointKey key, ComparedLogin before, ComparedLogin now, SlownessBound bound)
    {
        if (FindKind(before, now) is { } kind)
        {
            yield return new EndpointChange(kind, key, before, now);
        }

        if (before.HostKey is { } wasKey && now.HostKey is { } isKey && wasKey != isKey)
        {
            yield return new EndpointChange(ChangeKind.OtherHostKey, key, before, now);
        }

        if (before.Algorithms is { } was && now.Algorithms is { } present && AlgorithmStrength.FindWeaker(was, present) is { IsEmpty: false } weaker)
        {
            yield return new EndpointChange(ChangeKind.WeakerAlgorithms, key, before, now) { Weaker = weaker };
        }

        // What was refused or timed out takes the time it takes.
        if (before.Outcome is ProbeOutcome.Ok && now.Outcome is ProbeOutcome.Ok && before.Duration is { } took && now.Duration is { } takes && bound.IsPassed(took, takes))
        {
            yield return new EndpointChange(ChangeKind.Slower, key, before, now);
        }

        // Another level has another prompt: that is told by the outcome.
        if (before.Outcome == now.Outcome && before.Prompt is { } wasPrompt && now.Prompt is { } isPrompt && wasPrompt != isPrompt)
        {
            yield return new EndpointChange(ChangeKind.OtherPrompt, key, before, now);
        }
    }

    private static ChangeKind? FindKind(ComparedLogin before, ComparedLogin now) => (before, now) switch
    {
        (_, { IsTried: false }) => ChangeKind.NotTriedNow,
        ({ Outcome: ProbeOutcome.Ok }, { IsFailing: true }) => ChangeKind.NewlyFailing,
        ({ IsFailing: true }, { IsFailing: true }) => ChangeKind.StillFailing,
        (_, { IsFailing: true }) => ChangeKind.FailingUntriedBefore,
        ({ IsFailing: true }, _) => ChangeKind.Recovered,
        _ => null,
    };

    private static ComparedLogin LoginOf(ScanSide side, EndpointKey key) => side.Logins.GetValueOrDefault(key) ?? ComparedLogin.Untried;

    private static Dictionary<string, ImmutableArray<string>> ProtocolsOf(ScanSide side) =>
        side.Devices.ToDictionary(device => device.Name, device => device.Protocols, StringComparer.Ordinal);
}
