using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Probing.Cli;

/// <summary>
/// What a device's terminal has shown, as plain text of bounded length, and the way to type into it. Used by one probe, one call at a time.
/// </summary>
public sealed class Terminal(IByteStream stream)
{
    /// <summary>How far back the text is kept and searched, in characters.</summary>
    public const int WindowLength = 1000;

    /// <summary>Most a device may send in one login, in bytes; 1 MiB.</summary>
    public const int MaxReceived = 1024 * 1024;

    private const int ReadLength = 1000;
    private const int WordsLength = 240;

    /// <summary>Text cut off by the border of a segment, so that it ends like a prompt by chance, goes on within this time; 25 ms.</summary>
    internal static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);

    /// <summary>How long an end must stand before it is believed where there is reason to doubt it; 500 ms.</summary>
    internal static readonly TimeSpan DoubtfulMoment = TimeSpan.FromMilliseconds(500);

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[ReadLength];

    // Room for the window, a full read, and what a broken UTF-8 sequence of the read before may still become.
    private readonly char[] _text = new char[WindowLength + ReadLength + 4];
    private ControlFilter _filter;
    private int _length;
    private int _freshStart;
    private int _received;
    private bool _isClosed;

    /// <summary>What is never quoted, should the device echo it.</summary>
    internal IEnumerable<Secret> Secrets { get; set; } = [];

    /// <summary>Takes down what the device sends, as it comes.</summary>
    internal TranscriptRecorder? Transcript { get; set; }

    /// <summary>The text since the last line was sent; of a longer one the last <see cref="WindowLength"/> characters or more.</summary>
    internal ReadOnlySpan<char> Fresh => _text.AsSpan(_freshStart, _length - _freshStart);

    /// <summary>Waits until the device sends something or closes, and takes in all that is there by then.</summary>
    /// <exception cref="ProbeException">The device has sent more than <see cref="MaxReceived"/>.</exception>
    internal async ValueTask<Arrival> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var arrival = await ReadOnceAsync(cancellationToken).ConfigureAwait(false);
        return await CatchUpAsync(arrival, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, but waits no longer than <paramref name="silence"/>.</summary>
    internal async ValueTask<Arrival> ReadAsync(TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        var arrival = await ReadOnceAsync(silence, time, cancellationToken).ConfigureAwait(false);
        return await CatchUpAsync(arrival, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the device adds nothing for some time and does not close either, so that the end of the text is an end.</summary>
    internal async ValueTask<bool> IsSettledAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken) =>
        await ReadAsync(duration, time, cancellationToken).ConfigureAwait(false) is Arrival.Silence;

    /// <summary>Sends a line; what came before it is no longer fresh.</summary>
    internal ValueTask SendLineAsync(string line, string returnChar, CancellationToken cancellationToken)
    {
        _freshStart = _length;
        return WriteAsync(line + returnChar, cancellationToken);
    }

    /// <summary>Sends nothing but a return, to wake a silent device; the text stays as it is.</summary>
    internal ValueTask SendReturnAsync(string returnChar, CancellationToken cancellationToken) => WriteAsync(returnChar, cancellationToken);

    /// <summary>The end of what the device has said, at most a few lines; <see langword="null"/> when it has said nothing.</summary>
    internal string? LastWords() => Quote(_text.AsSpan(0, _length));

    /// <summary>The end of a text, from the start of a line where that is near; <see langword="null"/> for nothing but blanks.</summary>
    internal string? Quote(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        // Before the cut, for half a secret is not recognised as one.
        ReadOnlySpan<char> words = DeviceText.Redact(text.ToString(), Secrets);
        if (words.Length > WordsLength)
        {
            words = words[^WordsLength..];
            var line = words.IndexOf('\n');
            words = line is >= 0 and < WordsLength / 2 ? words[(line + 1)..] : words;
        }

        return words.ToString();
    }

    // What waits may also be a keep-alive that never becomes text, so each further read is limited.
    private async ValueTask<Arrival> CatchUpAsync(Arrival arrival, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var next = arrival; next is Arrival.Text && stream.HasWaiting;)
        {
            next = await ReadOnceAsync(Moment, time, cancellationToken).ConfigureAwait(false);
        }

        return arrival;
    }

    private async ValueTask<Arrival> ReadOnceAsync(TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            return await ReadOnceAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Arrival.Silence;
        }
    }

    private async ValueTask<Arrival> ReadOnceAsync(CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            return Arrival.Closed;
        }

        var count = 0;
        try
        {
            count = await stream.ReadAsync(_bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown)
        {
            // A reset says no more than a close; the device's last words do.
        }

        if (count == 0)
        {
            _isClosed = true;
            return Arrival.Closed;
        }

        Transcript?.Add(_bytes.AsSpan(0, count));
        _received += count;
        if (_received > MaxReceived)
        {
            throw new ProbeException(ProbeFailure.OutputLimit, $"The device sent more than {MaxReceived / 1024} KiB. Its last words: {LastWords()}");
        }

        Append(_bytes.AsSpan(0, count));
        return Arrival.Text;
    }

    private async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        // May be a secret: no copy of it is left behind.
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        try
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private void Append(Span<byte> bytes)
    {
        bytes = bytes[.._filter.Filter(bytes)];
        if (_length > WindowLength)
        {
            var cut = _length - WindowLength;
            _text.AsSpan(cut, WindowLength).CopyTo(_text);
            _length = WindowLength;
            _freshStart = Math.Max(0, _freshStart - cut);
        }

        var start = _length;
        _length += _decoder.GetChars(bytes, _text.AsSpan(start), flush: false);
        if (_text.AsSpan(start, _length - start).Contains('\b'))
        {
            Erase(start);
        }
    }

    // A backspace takes the character before it away, but never a line end, nor what was there before the last line was sent.
    private void Erase(int start)
    {
        var kept = start;
        for (var i = start; i < _length; i++)
        {
            if (_text[i] is not '\b')
            {
                _text[kept++] = _text[i];
            }
            else if (kept > _freshStart && _text[kept - 1] is not '\n')
            {
                kept--;
            }
        }

        _length = kept;
    }
}

/// <summary>What ended a wait for a device.</summary>
internal enum Arrival
{
    /// <summary>It sent something, though perhaps nothing visible.</summary>
    Text,

    /// <summary>It sent nothing for as long as the caller was willing to wait.</summary>
    Silence,

    /// <summary>It closed the connection.</summary>
    Closed,
}
