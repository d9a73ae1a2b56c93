namespace NetDashboard.Probing.Cli;

/// <summary>
/// Takes terminal control out of a byte stream (ECMA-48 sequences, carriage returns, NUL and other controls), keeping line feeds, tabs
/// and backspaces. Its state survives the borders of what arrives.
/// </summary>
internal struct ControlFilter
{
    private const byte Bell = 0x07;
    private const byte Backspace = 0x08;
    private const byte Cancel = 0x18;
    private const byte Substitute = 0x1A;
    private const byte Escape = 0x1B;
    private const byte Delete = 0x7F;

    private State _state;

    private enum State : byte
    {
        Text,
        Escape,
        Intermediate,
        ControlSequence,
        String,
        StringEscape,
    }

    /// <summary>Filters in place.</summary>
    /// <returns>How many bytes are left, from the start of <paramref name="bytes"/>.</returns>
    public int Filter(Span<byte> bytes)
    {
        var kept = 0;
        foreach (var b in bytes)
        {
            if (_state is State.Text)
            {
                if (b >= ' ' ? b != Delete : b is (byte)'\n' or (byte)'\t' or Backspace)
                {
                    bytes[kept++] = b;
                }
                else if (b == Escape)
                {
                    _state = State.Escape;
                }
            }
            else if (Step(b) is { } replacement)
            {
                bytes[kept++] = replacement;
            }
        }

        return kept;
    }

    // A byte inside a sequence; the answer is what stands for it in the text, mostly nothing.
    private byte? Step(byte b)
    {
        if (b is Cancel or Substitute)
        {
            _state = State.Text;
            return null;
        }

        // No sequence spans lines; one that was never ended must not swallow the prompt.
        if (b is (byte)'\n')
        {
            _state = State.Text;
            return b;
        }

        if (b == Escape)
        {
            _state = _state is State.String ? State.StringEscape : State.Escape;
            return null;
        }

        switch (_state)
        {
            case State.Escape:
                return AfterEscape(b);

            case State.Intermediate:
                if (b >= 0x30)
                {
                    _state = State.Text;
                }

                return null;

            case State.ControlSequence:
                if (b >= 0x40)
                {
                    _state = State.Text;
                }

                return null;

            case State.StringEscape:
                _state = b is (byte)'\\' ? State.Text : State.Escape;
                return _state is State.Escape ? AfterEscape(b) : null;

            default:
                if (b == Bell)
                {
                    _state = State.Text;
                }

                return null;
        }
    }

    private byte? AfterEscape(byte b)
    {
        _state = b switch
        {
            (byte)'[' => State.ControlSequence,
            (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.String,
            >= 0x20 and < 0x30 => State.Intermediate,
            < 0x20 => State.Escape,
            _ => State.Text,
        };

        // NEL, "next line": some switches end their lines with nothing else.
        return b is (byte)'E' ? (byte)'\n' : null;
    }
}
