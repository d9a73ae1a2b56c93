namespace NetDashboard.Probing.Telnet;

/// <summary>
/// The Telnet protocol under the text (RFC 854, 855): takes commands out of what arrives and says what to answer. It agrees to echo by the
/// device (RFC 857) and to suppressed go-aheads (RFC 858) and refuses every other option. State survives the borders of what arrives.
/// </summary>
internal sealed class TelnetNegotiator
{
    /// <summary>Most commands a device may send in one login; real ones send about twenty.</summary>
    public const int MaxCommands = 500;

    /// <summary>Longest sub-negotiation, in bytes.</summary>
    public const int MaxSubnegotiation = 4096;

    private const byte SubEnd = 240;
    private const byte SubBegin = 250;
    private const byte Will = 251;
    private const byte Wont = 252;
    private const byte Do = 253;
    private const byte Dont = 254;
    private const byte Iac = 255;
    private const byte OptionEcho = 1;
    private const byte OptionSuppressGoAhead = 3;

    // The answer last given for each option, for our side of it and for the device's; 0 for none.
    private readonly byte[] _ours = new byte[256];
    private readonly byte[] _theirs = new byte[256];
    private readonly List<byte> _replies = [];
    private State _state;
    private byte _verb;
    private int _commands;
    private int _subLength;

    private enum State : byte
    {
        Text,
        Command,
        Option,
        Sub,
        SubCommand,
    }

    /// <summary>Whether there is something to send.</summary>
    public bool HasReplies => _replies.Count > 0;

    /// <summary>Takes the commands out, in place.</summary>
    /// <returns>How many bytes of text are left, from the start of <paramref name="bytes"/>.</returns>
    /// <exception cref="ProbeException">The device negotiates without end.</exception>
    public int Process(Span<byte> bytes)
    {
        var kept = 0;
        foreach (var b in bytes)
        {
            switch (_state)
            {
                case State.Text when b != Iac:
                    bytes[kept++] = b;
                    break;

                case State.Text:
                    _state = State.Command;
                    break;

                case State.Command when b == Iac:
                    bytes[kept++] = b;
                    _state = State.Text;
                    break;

                case State.Command:
                    Begin(b);
                    break;

                case State.Option:
                    Answer(b);
                    _state = State.Text;
                    break;

                default:
                    Skip(b);
                    break;
            }
        }

        return kept;
    }

    /// <summary>What to send now; it is then no longer there.</summary>
    public byte[] TakeReplies()
    {
        byte[] replies = [.. _replies];
        _replies.Clear();
        return replies;
    }

    private void Begin(byte command)
    {
        if (++_commands > MaxCommands)
        {
            throw new ProbeException(ProbeFailure.ProtocolError, $"The device sent more than {MaxCommands} Telnet commands without coming to a login.");
        }

        _verb = command;
        _subLength = 0;
        _state = command switch
        {
            Will or Wont or Do or Dont => State.Option,
            SubBegin => State.Sub,
            _ => State.Text,
        };
    }

    // An answer already given is not given again, so that two sides that disagree cannot go round in circles.
    private void Answer(byte option)
    {
        var isOurs = _verb is Do or Dont;
        var answer = (_verb, option) switch
        {
            (Do, OptionSuppressGoAhead) => Will,
            (Do or Dont, _) => Wont,
            (Will, OptionEcho or OptionSuppressGoAhead) => Do,
            _ => Dont,
        };
        ref var last = ref (isOurs ? _ours : _theirs)[option];
        if (last != answer)
        {
            last = answer;
            _replies.AddRange([Iac, answer, option]);
        }
    }

    private void Skip(byte b)
    {
        if (++_subLength > MaxSubnegotiation)
        {
            throw new ProbeException(ProbeFailure.ProtocolError, $"The device sent a Telnet sub-negotiation of more than {MaxSubnegotiation} bytes.");
        }

        _state = (_state, b) switch
        {
            (State.Sub, Iac) => State.SubCommand,
            (State.SubCommand, SubEnd) => State.Text,
            _ => State.Sub,
        };
    }
}
