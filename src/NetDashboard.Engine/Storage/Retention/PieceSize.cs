namespace NetDashboard.Storage.Retention;

/// <summary>How many results are removed at once: as many as take about 10 ms, so that whoever wants to write in between waits for less than 50 ms.</summary>
internal sealed class PieceSize
{
    private const int Least = 16;
    private const int Most = 2000;
    private const double Growth = 1.2;
    private const double Margin = 0.9;

    private static readonly TimeSpan s_goal = TimeSpan.FromMilliseconds(10);

    /// <summary>Results of the next piece.</summary>
    public int Rows { get; private set; } = 100;

    /// <summary>Learns from how long a piece took.</summary>
    public void Note(TimeSpan took)
    {
        var next = took > s_goal ? Rows * (s_goal / took) * Margin : took < s_goal * Margin / Growth ? Rows * Growth : Rows;
        Rows = Math.Clamp((int)next, Least, Most);
    }
}
