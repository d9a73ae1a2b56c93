using System.Globalization;
using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Probing;

/// <summary>
/// A received text and the way it is shown, piece by piece: a secret as <c>***</c>, a line end as <c>\n</c>, an invisible character written out.
/// Cuts fall between pieces, never within one.
/// </summary>
internal sealed class ShownText(string raw, IEnumerable<Secret> secrets)
{
    private const string Hidden = "***";
    private const int MaxReturns = 4;
    private const int LongestPiece = 6;

    private readonly List<EchoSpan> _spans = SecretEchoes.Find(raw, secrets);

    /// <summary>The text as received.</summary>
    public string Raw => raw;

    /// <summary>Whether the text is at most so long when shown, in characters.</summary>
    public bool IsAtMost(int length) => raw.Length <= length / LongestPiece || LengthFrom(0) <= length;

    /// <summary>How long the text from a place on is when shown, in characters.</summary>
    private int LengthFrom(int start)
    {
        var length = 0;
        foreach (var piece in Pieces(start))
        {
            length += piece.Length;
        }

        return length;
    }

    /// <summary>Where the last pieces begin that are at most so long together, at or behind <paramref name="from"/>.</summary>
    public int StartOfLast(int length, int from)
    {
        var left = LengthFrom(from);
        foreach (var piece in Pieces(from))
        {
            if (left <= length)
            {
                return piece.Start;
            }

            left -= piece.Length;
        }

        return raw.Length;
    }

    /// <summary>
    /// Shows the pieces that begin from <paramref name="start"/> on and before <paramref name="end"/>, as long as they fit;
    /// <paramref name="stoppedAt"/> is where the first one begins that is not shown.
    /// </summary>
    public string Write(int start, int end, int maxLength, out int stoppedAt)
    {
        var text = new StringBuilder(Math.Min(maxLength, end - start + 16));
        stoppedAt = raw.Length;
        foreach (var piece in Pieces(start))
        {
            if (piece.Start >= end || text.Length + piece.Length > maxLength)
            {
                stoppedAt = piece.Start;
                break;
            }

            switch (piece.Kind)
            {
                case PieceKind.Plain:
                    text.Append(raw[piece.Start]);
                    break;

                case PieceKind.LineEnd:
                    text.Append('\n');
                    break;

                case PieceKind.Secret:
                    text.Append(Hidden);
                    break;

                default:
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)raw[piece.Start]:X4}");
                    break;
            }
        }

        return text.ToString();
    }

    // The piece that a start falls into is left out, but for a secret: it stands for all of itself.
    private IEnumerable<Piece> Pieces(int start)
    {
        var span = _spans.FindIndex(found => found.End > start);
        for (var i = start; i < raw.Length;)
        {
            Piece piece;
            if (span >= 0 && span < _spans.Count && _spans[span].Start <= i)
            {
                piece = new Piece(i, _spans[span].End, PieceKind.Secret);
                span++;
            }
            else
            {
                piece = PieceAt(i);
            }

            yield return piece;
            i = piece.End;
        }
    }

    private Piece PieceAt(int i)
    {
        var c = raw[i];
        if (c is '\n' or '\t' || DeviceText.IsVisible(c))
        {
            return new Piece(i, i + 1, PieceKind.Plain);
        }

        if (c is not '\r')
        {
            return new Piece(i, i + 1, PieceKind.WrittenOut);
        }

        // Servers end lines with CR LF, CR CR LF, CR NUL LF; CR NUL is Telnet's lone return (RFC 854, page 11).
        var next = i + 1;
        while (next < raw.Length && next < i + MaxReturns && raw[next] is ('\r' or '\0'))
        {
            next++;
        }

        return next < raw.Length && raw[next] is '\n'
            ? new Piece(i, next + 1, PieceKind.LineEnd)
            : new Piece(i, i + 1 < raw.Length && raw[i + 1] is '\0' ? i + 2 : i + 1, PieceKind.WrittenOut);
    }

    private enum PieceKind : byte
    {
        Plain,
        LineEnd,
        Secret,
        WrittenOut,
    }

    private readonly record struct Piece(int Start, int End, PieceKind Kind)
    {
        /// <summary>How many characters it takes when shown.</summary>
        public int Length => Kind switch
        {
            PieceKind.Secret => Hidden.Length,
            PieceKind.WrittenOut => LongestPiece,
            _ => 1,
        };
    }
}
