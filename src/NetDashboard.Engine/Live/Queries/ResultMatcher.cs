using NetDashboard.Inventory;
using NetDashboard.Platforms;
using NetDashboard.Probing;

namespace NetDashboard.Live.Queries;

/// <summary>A query made ready for many endpoints of one scan.</summary>
internal sealed class ResultMatcher
{
    private readonly ResultQuery _query;
    private readonly ScanLayout _layout;
    private readonly Baseline? _baseline;
    private readonly string[] _words;
    private readonly int _statuses;
    private readonly int _failures;
    private readonly int _stages;
    private readonly bool[] _devices;

    public ResultMatcher(ResultQuery query, ScanLayout layout, Baseline? baseline = null)
    {
        _query = query;
        _baseline = baseline;
        _layout = layout;
        _words = query.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _statuses = query.Statuses.Aggregate(0, (all, status) => all | Bit((int)status));
        _failures = query.Failures.Aggregate(0, (all, failure) => all | Bit((int)failure));
        _stages = query.Stages.Aggregate(0, (all, stage) => all | Bit((int)stage));
        _devices = [.. layout.Devices.Select(MatchesDevice)];
    }

    /// <summary>Whether one of the device's endpoints matches all conditions together.</summary>
    public bool MatchesRow(int row, IReadOnlyList<EndpointState> states)
    {
        if (!_devices[row])
        {
            return false;
        }

        for (var column = 0; column < _layout.Protocols.Length; column++)
        {
            if (_layout.EndpointAt(row, column) is >= 0 and var index && Matches(states[index]))
            {
                return true;
            }
        }

        return false;
    }

    public bool Matches(EndpointState state)
    {
        var (row, device, endpoint) = _layout.Endpoints[state.Index];
        var checkedNow = ShownResult(state);
        return _devices[row]
            && (_statuses == 0 || (_statuses & Bit((int)state.Status)) != 0)
            && (_failures == 0 || (_failures & Bit((int)ReasonOf(state, checkedNow))) != 0)
            && (_stages == 0 || (checkedNow is not null && (_stages & Bit((int)checkedNow.Stage)) != 0))
            && (!_query.IsNewOnly || _baseline?.IsNewlyFailing(state) is true)
            && (_query.Protocols.IsEmpty || Has(_query.Protocols, endpoint.Protocol))
            && (_query.Platforms.IsEmpty || Has(_query.Platforms, endpoint.Platform ?? PlatformCatalog.Generic.Name))
            && Array.TrueForAll(_words, word => Stands(word, device, checkedNow));
    }

    /// <summary>The result that a cell shows: none while the endpoint waits or runs again, nor when it was cancelled.</summary>
    public static ProbeResult? ShownResult(EndpointState state) =>
        state.Status.IsFinished() && state.Status is not EndpointStatus.Cancelled ? state.Result : null;

    private static ProbeFailure ReasonOf(EndpointState state, ProbeResult? shown) =>
        state.Status is EndpointStatus.Cancelled ? ProbeFailure.Cancelled : shown?.Verdict.Failure ?? ProbeFailure.None;

    private static bool Stands(string word, Device device, ProbeResult? result) =>
        Contains(device.Name, word)
        || Contains(device.Host, word)
        || Contains(device.Site, word)
        || (!device.Tags.IsEmpty && device.Tags.Any(tag => Contains(tag, word)))
        || (result is not null
            && (Contains(result.Verdict.Prompt, word)
                || Contains(result.Verdict.Detail, word)
                || Contains(result.Address, word)
                || (result.Verdict.Failure is not ProbeFailure.None && Contains(result.Verdict.Failure.ToString(), word))));

    private static bool Contains(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(IEnumerable<string> values, string value) => values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static int Bit(int value) => 1 << value;

    private bool MatchesDevice(Device device) =>
        (_query.Sites.IsEmpty || (device.Site is not null && Has(_query.Sites, device.Site)))
        && (_query.Tags.IsEmpty || device.Tags.Any(tag => Has(_query.Tags, tag)));
}
