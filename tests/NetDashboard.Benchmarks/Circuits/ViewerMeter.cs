using System.Collections.Concurrent;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>What came to some viewers. Safe for many threads.</summary>
internal sealed class ViewerMeter
{
    /// <summary>Height of every viewer's window in pixels; 44 rows are in the page then.</summary>
    public const int WindowHeight = 900;

    private readonly ConcurrentQueue<double> _ages = new();
    private long _batches;
    private long _bytes;

    /// <summary>Whether what comes is noted.</summary>
    public bool IsOn { get; set; }

    /// <summary>Messages that changed a page.</summary>
    public long Batches => Volatile.Read(ref _batches);

    /// <summary>Their bytes before compression.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How old results were when they came to a viewer, in milliseconds.</summary>
    public IReadOnlyCollection<double> Ages => _ages;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _ages.Clear();
        Interlocked.Exchange(ref _batches, 0);
        Interlocked.Exchange(ref _bytes, 0);
    }

    /// <summary>Notes a message that changes a page.</summary>
    public void Note(ReadOnlySpan<byte> batch)
    {
        if (IsOn)
        {
            Interlocked.Increment(ref _batches);
            Interlocked.Add(ref _bytes, batch.Length);
            foreach (var age in TimeMark.AgesIn(batch))
            {
                _ages.Enqueue(age);
            }
        }
    }
}
