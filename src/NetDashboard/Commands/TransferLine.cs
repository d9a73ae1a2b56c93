using System.Globalization;
using NetDashboard.Storage.Transfer;

namespace NetDashboard.Commands;

/// <summary>A line on standard error that is written over while a store is carried; nothing when that is no terminal.</summary>
internal sealed class TransferLine : IProgress<TransferProgress>, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Timer? _timer;
    private string _text = string.Empty;
    private bool _isOver;

    public TransferLine() => _timer = Console.IsErrorRedirected ? null : new Timer(_ => Draw(), state: null, s_interval, s_interval);

    public void Report(TransferProgress value) => Show(string.Create(CultureInfo.InvariantCulture, $"{value.Table}: {value.Rows:N0} rows, {value.AllRows:N0} in all"));

    /// <summary>Says how far it is.</summary>
    public void Show(string text) => Volatile.Write(ref _text, text);

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            if (_timer is not null && !_isOver)
            {
                Console.Error.Write("\r\u001b[K");
            }

            _isOver = true;
        }
    }

    private void Draw()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                Console.Error.Write($"\r\u001b[K{Volatile.Read(ref _text)}");
            }
        }
    }
}
