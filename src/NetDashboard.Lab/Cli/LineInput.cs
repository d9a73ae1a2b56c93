using System.Text;

namespace NetDashboard.Lab.Cli;

/// <summary>Collects typed characters into lines and says what to echo, as a device's line editor does.</summary>
internal sealed class LineInput
{
    private const int MaxLength = 512;
    private const char Backspace = '\b';
    private const char Delete = '\x7f';
    private const char Bell = '\a';
    private const char TelnetCommand = '\xff';

    private readonly StringBuilder _line = new();
    private bool _afterReturn;

    /// <summary>Takes one character.</summary>
    /// <param name="typed">The character, or one byte of it in UTF-8.</param>
    /// <param name="echoes">Whether the line is shown.</param>
    /// <param name="echo">Receives what to show.</param>
    /// <returns>The finished line, or <see langword="null"/>.</returns>
    public string? Type(char typed, bool echoes, StringBuilder echo)
    {
        // A return is CR LF, CR NUL (RFC 854) or either one alone; the second half of a pair is not another line.
        var secondHalf = _afterReturn && typed is '\n' or '\0';
        _afterReturn = typed is '\r';
        switch (typed)
        {
            case '\n' when secondHalf:
            case '\0':
                return null;
            case '\r' or '\n':
                // A line end is shown even while a secret is typed: the cursor moves on.
                echo.Append("\r\n");
                var line = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_line.ToString()));
                _line.Clear();
                return line;
            case Backspace or Delete:
                Erase(echoes, echo);
                return null;
            case < ' ' or TelnetCommand:
                return null;
            default:
                Append(typed, echoes, echo);
                return null;
        }
    }

    private void Append(char typed, bool echoes, StringBuilder echo)
    {
        if (_line.Length == MaxLength)
        {
            echo.Append(Bell);
            return;
        }

        _line.Append(typed);
        if (echoes)
        {
            echo.Append(typed);
        }
    }

    private void Erase(bool echoes, StringBuilder echo)
    {
        if (_line.Length == 0)
        {
            return;
        }

        _line.Length--;
        if (echoes)
        {
            echo.Append("\b \b");
        }
    }
}
