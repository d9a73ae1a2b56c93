namespace NetDashboard.Commands;

/// <summary>A line on standard error that is written over while a scan runs; nothing when that is no terminal.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly ScanTally _tally;
    private readonly Lock _gate = new();
    private readonly Timer? _timer;
    private bool _isShown;
    private bool _isOver;

    public ProgressLine(ScanTally tally)
    {
        _tally = tally;
        if (!Console.IsErrorRedirected)
        {
            _timer = new Timer(_ => Draw(), state: null, TimeSpan.Zero, s_interval);
        }
    }

    /// <summary>Makes room for a line of output.</summary>
    public void Clear()
    {
        if (_timer is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_isShown)
            {
                Console.Error.Write("\r\u001b[K");
                _isShown = false;
            }
        }
    }

    /// <summary>Shows the line again, at the next tick unless standard output goes elsewhere.</summary>
    public void Show()
    {
        if (_timer is not null && Console.IsOutputRedirected)
        {
            Draw();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            // A tick may be under way still, and would write over what follows.
            _isOver = true;
        }

        Clear();
    }

    private void Draw()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            Console.Error.Write($"\r\u001b[K{_tally.DescribeProgress()}");
            _isShown = true;
        }
    }
}
