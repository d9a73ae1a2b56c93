using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>
/// Takes down what a device sends, in memory that is bounded whatever it sends: the beginning, and a ring of the latest. Used by one probe,
/// one call at a time.
/// </summary>
public sealed class TranscriptRecorder
{
    /// <summary>Longest transcript, in characters; 8 KiB.</summary>
    public const int MaxLength = 8 * 1024;

    // Half of the transcript each; the rest is for the remark between them.
    private const int Half = (MaxLength - 64) / 2;
    private const int FirstLength = 512;
    private const int DecodedAtOnce = 512;

    // A secret across the border of what is shown must be in sight as a whole, with whatever stands between its characters.
    private const int LeastMargin = 2048;
    private const int MarginPerCharacter = 16;

    private readonly ICollection<Secret> _secrets;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly int _window;
    private char[] _head = [];
    private char[] _tail = [];
    private int _headLength;
    private long _total;
    private char _last = '\n';

    /// <param name="secrets">What must not stand in the transcript.</param>
    internal TranscriptRecorder(IEnumerable<Secret> secrets)
    {
        _secrets = [.. secrets];
        Margin = Math.Max(LeastMargin, MarginPerCharacter * _secrets.Select(secret => secret.Reveal().Length).DefaultIfEmpty().Max());
        _window = Half + Margin;
    }

    private int Margin { get; }

    /// <summary>Takes down bytes of a terminal, UTF-8; what is no UTF-8 becomes U+FFFD. A character may come in pieces.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[DecodedAtOnce + 4];
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, DecodedAtOnce)];
            bytes = bytes[piece.Length..];
            Append(chars[.._decoder.GetChars(piece, chars, flush: false)]);
        }
    }

    /// <summary>Takes down a message that did not come over the terminal, on lines of its own; nothing for <see langword="null"/> or blanks.</summary>
    public void AddMessage(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return;
        }

        if (_last is not '\n')
        {
            Append("\n");
        }

        Append(message.AsSpan().TrimEnd("\r\n"));
        Append("\n");
    }

    /// <summary>The transcript; <see langword="null"/> when nothing was received.</summary>
    internal Transcript? Finish()
    {
        if (_total == 0)
        {
            return null;
        }

        if (_total <= _headLength + _tail.Length)
        {
            var all = new ShownText(string.Concat(_head.AsSpan(0, _headLength), Latest()), _secrets);
            return all.IsAtMost(MaxLength)
                ? new Transcript(all.Write(0, all.Raw.Length, MaxLength, out _), IsCut: false)
                : Cut(all, all, all.Raw.Length, tailFrom: 0);
        }

        var head = new ShownText(new string(_head, 0, _headLength), _secrets);
        var tail = new ShownText(Latest(), _secrets);
        return Cut(head, tail, Half, Margin);
    }

    private Transcript Cut(ShownText head, ShownText tail, int headTo, int tailFrom)
    {
        var beginning = head.Write(0, headTo, Half, out var headEnd);
        var isWhole = ReferenceEquals(head, tail);
        var start = tail.StartOfLast(Half, isWhole ? headEnd : tailFrom);
        var end = tail.Write(start, tail.Raw.Length, Half, out _);
        var leftOut = _total - headEnd - (tail.Raw.Length - start);
        return new Transcript(FormattableString.Invariant($"{beginning}\n[... {leftOut} characters left out ...]\n{end}"), IsCut: true);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        _last = text[^1];
        var first = text[..Math.Min(text.Length, _window - _headLength)];
        if (!first.IsEmpty)
        {
            GrowHead(first.Length);
            first.CopyTo(_head.AsSpan(_headLength));
            _headLength += first.Length;
            _total += first.Length;
            text = text[first.Length..];
        }

        while (!text.IsEmpty)
        {
            if (_tail.Length == 0)
            {
                _tail = new char[_window];
            }

            var at = (int)((_total - _window) % _window);
            var piece = text[..Math.Min(text.Length, _window - at)];
            piece.CopyTo(_tail.AsSpan(at));
            _total += piece.Length;
            text = text[piece.Length..];
        }
    }

    private void GrowHead(int by)
    {
        if (_headLength + by > _head.Length)
        {
            Array.Resize(ref _head, Math.Min(_window, Math.Max(FirstLength, Math.Max(_head.Length * 2, _headLength + by))));
        }
    }

    // What is in the ring, in the order it came.
    private string Latest()
    {
        var behindHead = _total - _headLength;
        if (behindHead <= _tail.Length)
        {
            return new string(_tail, 0, (int)behindHead);
        }

        var oldest = (int)(behindHead % _window);
        return string.Concat(_tail.AsSpan(oldest), _tail.AsSpan(0, oldest));
    }
}
