namespace NetDashboard.Probing.Cli;

/// <summary>Tells questions for a login from prompts and from other text, by the last line of the output.</summary>
internal static class CliQuestions
{
    private static readonly string[] s_login = ["username:", "login:", "user name:", "user:", "login name:", "user id:", "userid:"];
    private static readonly string[] s_password = ["password:", "passcode:", "passwd:", "passphrase:"];

    /// <summary>Whether a line asks for the user name. "Last login:", cut off by the border of a segment, does not.</summary>
    public static bool AsksForLogin(ReadOnlySpan<char> line) =>
        EndsWithAny(line, s_login) && !line.TrimStart().StartsWith("last ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line asks for a password: <c>Password:</c>, <c>Password for admin:</c>, <c>admin@host's password:</c>.</summary>
    public static bool AsksForPassword(ReadOnlySpan<char> line) =>
        EndsWithAny(line, s_password)
        || (line is [.., ':'] && line.TrimStart().StartsWith("password for ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a line asks for either, and so is no prompt although it may look like one.</summary>
    public static bool IsQuestion(ReadOnlySpan<char> line) => line is [.., ':'] && (AsksForLogin(line) || AsksForPassword(line));

    private static bool EndsWithAny(ReadOnlySpan<char> line, string[] endings)
    {
        if (line is not [.., ':'])
        {
            return false;
        }

        foreach (var ending in endings)
        {
            if (line.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
