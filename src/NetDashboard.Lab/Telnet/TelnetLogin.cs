using System.Text;
using NetDashboard.Lab.Cli;
using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab.Telnet;

/// <summary>Asks for user name and password, or for a password only; three wrong answers end the connection.</summary>
internal sealed class TelnetLogin(SimulatedDevice device) : IDialogue
{
    private const int MaxRejections = 3;
    private const string PasswordQuestion = "Password: ";

    private string? _userName;
    private bool _asksPassword;
    private int _rejections;

    public bool Echoes => !_asksPassword;

    public string Open()
    {
        var flavour = device.Flavour;
        var options = Encoding.Latin1.GetString(flavour.TelnetOptions.AsSpan());
        var greeting = device.Fill(flavour.TelnetGreeting, userName: "");
        return (flavour.GreetsBeforeOptions ? greeting + options : options + greeting) + Ask();
    }

    public DialogueAnswer Answer(string line)
    {
        if (!_asksPassword)
        {
            return AnswerUserName(line.Trim());
        }

        switch (device.LogIn(FleetProtocols.Telnet, _userName, line))
        {
            case LoginAnswer.Accepted:
                return new DialogueAnswer("", Next: new DeviceCli(device, _userName ?? ""));
            case LoginAnswer.HangUp:
                return new DialogueAnswer("", Closes: true);
        }

        var refused = device.Flavour.LoginRefused + "\r\n";
        return ++_rejections == MaxRejections
            ? new DialogueAnswer(refused, Closes: true)
            : new DialogueAnswer($"{refused}\r\n{Ask()}");
    }

    private string Ask()
    {
        _asksPassword = !device.AsksUserName;
        return _asksPassword ? PasswordQuestion : device.Fill(device.Flavour.UserNameQuestion, userName: "");
    }

    private DialogueAnswer AnswerUserName(string userName)
    {
        if (userName.Length == 0)
        {
            return new DialogueAnswer(Ask());
        }

        _userName = userName;
        _asksPassword = true;
        return new DialogueAnswer(PasswordQuestion);
    }
}
