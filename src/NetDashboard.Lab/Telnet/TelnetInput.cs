namespace NetDashboard.Lab.Telnet;

/// <summary>Takes the commands out of a Telnet client's bytes (RFC 854, RFC 855) and says what to reply.</summary>
internal sealed class TelnetInput
{
    private const byte Se = 240;
    private const byte Sb = 250;
    private const byte Will = 251;
    private const byte Wont = 252;
    private const byte Do = 253;
    private const byte Dont = 254;
    private const byte Iac = 255;
    private const byte Echo = 1;

    private readonly byte[] _opening;
    private State _state;
    private byte _verb;
    private UInt128 _answeredWill;
    private UInt128 _answeredDo;

    /// <summary>For one connection.</summary>
    /// <param name="opening">The negotiation the device began with: an answer to it needs no reply.</param>
    public TelnetInput(byte[] opening) => _opening = opening;

    private enum State
    {
        Text,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    /// <summary>Whether the client asked the device not to echo; it must comply (RFC 857).</summary>
    public bool EchoRefused { get; private set; }

    /// <summary>Strips the bytes in place.</summary>
    /// <param name="data">What arrived; its first bytes hold the text afterwards.</param>
    /// <param name="replies">Receives what must be sent back.</param>
    /// <returns>Length of the text.</returns>
    public int Strip(Span<byte> data, List<byte> replies)
    {
        var length = 0;
        foreach (var value in data)
        {
            switch (_state)
            {
                case State.Text when value != Iac:
                case State.Command when value == Iac:
                    data[length++] = value;
                    _state = State.Text;
                    break;
                case State.Text:
                    _state = State.Command;
                    break;
                case State.Command when value is >= Will and <= Dont:
                    _verb = value;
                    _state = State.Option;
                    break;
                case State.Command:
                    _state = value == Sb ? State.Subnegotiation : State.Text;
                    break;
                case State.Option:
                    Answer(_verb, value, replies);
                    _state = State.Text;
                    break;
                case State.Subnegotiation:
                    _state = value == Iac ? State.SubnegotiationCommand : State.Subnegotiation;
                    break;
                default:
                    _state = value == Se ? State.Text : State.Subnegotiation;
                    break;
            }
        }

        return length;
    }

    private void Answer(byte verb, byte option, List<byte> replies)
    {
        switch (verb)
        {
            case Dont or Do when option == Echo:
                EchoRefused = verb == Dont;
                break;
            case Will when IsFirst(ref _answeredWill, option) && !Opened(Do, option):
                replies.AddRange([Iac, Dont, option]);
                break;
            case Do when IsFirst(ref _answeredDo, option) && !Opened(Will, option):
                replies.AddRange([Iac, Wont, option]);
                break;
        }
    }

    // One reply per option: two sides that answer each answer would never end.
    private static bool IsFirst(ref UInt128 seen, byte option)
    {
        if (option >= 128)
        {
            return false;
        }

        var bit = UInt128.One << option;
        var first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    private bool Opened(byte verb, byte option) => _opening.AsSpan().IndexOf([Iac, verb, option]) >= 0;
}
