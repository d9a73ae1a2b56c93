using NetDashboard.Live;

namespace NetDashboard.Components.Scans.Results;

/// <summary>Counts the endpoints that fail and did not in the scan before, change by change.</summary>
internal sealed class NewFailures
{
    private readonly bool[] _isNew;
    private Baseline? _baseline;

    /// <param name="states">All endpoints, in the order of the layout.</param>
    /// <param name="baseline">The scan before; <see langword="null"/> while none is known.</param>
    public NewFailures(IReadOnlyList<EndpointState> states, Baseline? baseline)
    {
        _isNew = new bool[states.Count];
        if (baseline is not null)
        {
            Compare(states, baseline);
        }
    }

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Counts anew.</summary>
    public void Compare(IReadOnlyList<EndpointState> states, Baseline baseline)
    {
        _baseline = baseline;
        foreach (var state in states)
        {
            Note(state);
        }
    }

    /// <summary>Takes down a state.</summary>
    /// <returns>Whether it is one of them now and was not, or the other way round.</returns>
    public bool Note(EndpointState state)
    {
        var isNew = _baseline?.IsNewlyFailing(state) is true;
        if (isNew == _isNew[state.Index])
        {
            return false;
        }

        _isNew[state.Index] = isNew;
        Count += isNew ? 1 : -1;
        return true;
    }
}
