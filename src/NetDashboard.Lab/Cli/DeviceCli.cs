using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Cli;

/// <summary>The command line of a device after login, the same over every protocol.</summary>
internal sealed class DeviceCli(SimulatedDevice device, string userName) : IDialogue
{
    private const string EnableQuestion = "Password: ";

    private static readonly string[] s_sessionCommands = ["terminal length ", "terminal width ", "set cli screen-length ", "set cli screen-width "];

    private bool _privileged;
    private int _enableAsked;

    public bool Echoes => _enableAsked == 0;

    private string Prompt => Fill(_privileged ? device.Flavour.PrivilegedPrompt! : device.Flavour.Prompt);

    public string Open() => Fill(device.Flavour.Welcome) + Prompt;

    public DialogueAnswer Answer(string line) => _enableAsked > 0 ? AnswerEnable(line) : AnswerCommand(line.Trim());

    private DialogueAnswer AnswerCommand(string command)
    {
        switch (command)
        {
            case "":
            case { } when s_sessionCommands.Any(start => command.StartsWith(start, StringComparison.Ordinal)):
                return new DialogueAnswer(Prompt);
            case "show version":
                return Said(Fill(device.Flavour.Version));
            case "enable" when device.Flavour.PrivilegedPrompt is not null && !_privileged:
                _enableAsked = 1;
                return new DialogueAnswer(EnableQuestion);
            case "enable" when _privileged:
                return new DialogueAnswer(Prompt);
            case "disable" when _privileged:
                _privileged = false;
                return new DialogueAnswer(Prompt);
            case "exit" or "quit" or "logout":
                return new DialogueAnswer("", Closes: true);
            default:
                return Said(device.Flavour.UnknownCommand);
        }
    }

    private DialogueAnswer AnswerEnable(string secret)
    {
        _privileged = device.Enable(secret);
        if (_privileged)
        {
            _enableAsked = 0;
            return new DialogueAnswer(Prompt);
        }

        if (_enableAsked < device.Flavour.EnableAsks)
        {
            _enableAsked++;
            return new DialogueAnswer(EnableQuestion);
        }

        _enableAsked = 0;
        return Said(device.Flavour.EnableRefused);
    }

    private DialogueAnswer Said(string text) => new($"{text}\r\n{Prompt}");

    private string Fill(string text) => device.Fill(text, userName);
}
