using System.Text.RegularExpressions;
using NetDashboard.Inventory;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Probing.Telnet;

/// <summary>What a Telnet device wants, judged by what its text ends with.</summary>
internal enum LoginCue
{
    /// <summary>Nothing that is recognised.</summary>
    None,

    /// <summary>A user name.</summary>
    UserName,

    /// <summary>A password.</summary>
    Password,

    /// <summary>A command: it shows a prompt.</summary>
    Command,
}

/// <summary>Reads the text of a Telnet login: questions, prompts, and the phrases that make waiting pointless.</summary>
internal sealed class LoginScreen(ProbeTarget target)
{
    private const string LoginKey = "auth_telnet_login_pattern";
    private const string PasswordKey = "auth_password_pattern";

    private static readonly string[] s_noPassword = ["password required, but none set", "until 'password' is set", "until password is set"];
    private static readonly string[] s_refusals =
    [
        "login invalid", "invalid login", "login incorrect", "incorrect login", "login failed", "authentication failed", "authentication failure",
        "access denied", "bad password", "incorrect password", "invalid password", "permission denied", "too many failures",
    ];

    private readonly PromptMatcher _prompts = PromptMatcher.For(target.Platform, target.Endpoint);
    private readonly Regex? _login = target.Endpoint.LoginPattern is { } pattern ? Patterns.Custom(pattern, LoginKey) : null;
    private readonly Regex? _password = target.Endpoint.PasswordPattern is { } pattern ? Patterns.Custom(pattern, PasswordKey) : null;

    private Endpoint Endpoint => target.Endpoint;

    /// <summary>What the text ends with.</summary>
    /// <param name="text">The text since the last line that was sent.</param>
    /// <param name="isAuthenticated">
    /// Whether the password was sent. Before that, a line that ends with a colon is a question in words we do not know rather than a prompt.
    /// </param>
    public LoginCue Find(ReadOnlySpan<char> text, bool isAuthenticated)
    {
        var line = TextTail.LastLine(text);
        if (line.IsEmpty)
        {
            return LoginCue.None;
        }

        if (_password is null ? CliQuestions.AsksForPassword(line) : Patterns.MatchesInLastLine(_password, text, PasswordKey))
        {
            return LoginCue.Password;
        }

        if (_login is null ? CliQuestions.AsksForLogin(line) : Patterns.MatchesInLastLine(_login, text, LoginKey))
        {
            return LoginCue.UserName;
        }

        return _prompts.Find(text) is not null && (isAuthenticated || line[^1] is not ':' || Endpoint.PromptPattern is not null)
            ? LoginCue.Command
            : LoginCue.None;
    }

    /// <summary>Whether the device says that its line has no password, and so lets nobody in.</summary>
    public static bool HasNoPassword(ReadOnlySpan<char> text) => ContainsAny(text, s_noPassword);

    /// <summary>Whether the last words are those of a refused login. A banner may hold them too, so they count only when nothing follows.</summary>
    public static bool EndsWithRefusal(ReadOnlySpan<char> text) => ContainsAny(TextTail.LastLine(text.TrimEnd()), s_refusals);

    /// <summary>Whether the last words are an invitation to press a key, as some switches give between login and prompt.</summary>
    public static bool EndsWithPressKey(ReadOnlySpan<char> text)
    {
        var line = TextTail.LastLine(text.TrimEnd());
        return line.Contains("press ", StringComparison.OrdinalIgnoreCase) && ContainsAny(line, ["any key", "return", "enter"]);
    }

    /// <summary>
    /// Whether the question for the password stands right behind the one for the user name, blanks and line ends aside, as after an empty name.
    /// </summary>
    public static bool EmptyNameWasTaken(ReadOnlySpan<char> text)
    {
        var question = text.LastIndexOf("password", StringComparison.OrdinalIgnoreCase);
        return question > 0 && CliQuestions.AsksForLogin(TextTail.LastLine(text[..question].TrimEnd()));
    }

    /// <summary>Whether a password question is for a new one, which says that the old one was right.</summary>
    public static bool AsksForNewPassword(ReadOnlySpan<char> text) => ContainsAny(TextTail.LastLine(text), ["new password", "new unix password"]);

    /// <summary>Names another protocol that greets first or answers a line with its own name; <see langword="null"/> for none.</summary>
    public static string? OtherProtocol(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text switch
        {
            _ when text.StartsWith("SSH-", StringComparison.Ordinal) => "SSH",
            _ when text.StartsWith("HTTP/", StringComparison.Ordinal) => "HTTP",
            _ when text.StartsWith("RFB 0", StringComparison.Ordinal) => "VNC",
            _ => null,
        };
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
