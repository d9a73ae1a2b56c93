using NetDashboard.Probing;
using NetDashboard.Reporting;

namespace NetDashboard.Commands;

/// <summary>Counts the results of one scan. Safe for many threads: the progress line looks while results are added.</summary>
internal sealed class ScanTally(int planned, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<ProbeOutcome, int> _outcomes = [];
    private readonly Dictionary<ProbeFailure, int> _failures = [];

    public int Done { get; private set; }

    public bool IsAllOk => Done == planned && CountOf(ProbeOutcome.Ok) == planned;

    public void Add(ProbeResult result)
    {
        lock (_gate)
        {
            Done++;
            _outcomes[result.Verdict.Outcome] = CountOf(result.Verdict.Outcome) + 1;
            if (result.Verdict.Failure is not ProbeFailure.None)
            {
                _failures[result.Verdict.Failure] = _failures.GetValueOrDefault(result.Verdict.Failure) + 1;
            }
        }
    }

    /// <summary>One line while it runs.</summary>
    public string DescribeProgress()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_start);
            var left = Done == 0 ? string.Empty : $" · {elapsed.TotalSeconds / Done * (planned - Done):0} s left";
            return $"{Done} of {planned} · {Done - CountOf(ProbeOutcome.Ok)} not ok{left}";
        }
    }

    /// <summary>The summary at the end.</summary>
    public string Describe(bool interrupted)
    {
        var counts = string.Join(
            ", ",
            Enum.GetValues<ProbeOutcome>().Where(outcome => outcome is ProbeOutcome.Ok || CountOf(outcome) > 0).Select(outcome => $"{CountOf(outcome)} {ResultJson.NameOf(outcome)}"));
        var reasons = _failures.Count == 0
            ? string.Empty
            : $" ({string.Join(", ", _failures.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"))})";
        var head = interrupted ? $"Interrupted after {Done} of {Counted.Of(planned, "endpoint")}" : Counted.Of(planned, "endpoint");
        return $"{head}: {counts}{reasons} in {time.GetElapsedTime(_start).TotalSeconds:0.0} s.";
    }

    private int CountOf(ProbeOutcome outcome) => _outcomes.GetValueOrDefault(outcome);
}
