using System.Collections.Immutable;
using static NetDashboard.Probing.Ssh.LibSsh;

namespace NetDashboard.Probing.Ssh;

/// <summary>The questions and answers of one round of keyboard-interactive authentication (RFC 4256, section 3).</summary>
internal static unsafe class KeyboardInteractive
{
    public static ImmutableArray<KeyboardQuestion> ReadQuestions(LibSshSession session)
    {
        var questions = ImmutableArray.CreateBuilder<KeyboardQuestion>();
        session.Call((native, _) =>
        {
            // libssh does not check the index itself.
            var count = ssh_userauth_kbdint_getnprompts(native);
            for (var i = 0; i < count; i++)
            {
                byte echo = 0;
                questions.Add(new KeyboardQuestion(TextOf(ssh_userauth_kbdint_getprompt(native, (uint)i, &echo)) ?? string.Empty, echo != 0));
            }

            return count;
        });
        return questions.ToImmutable();
    }

    /// <summary>What the device says above its questions.</summary>
    public static string? Words(LibSshSession session)
    {
        string? words = null;
        session.Call((native, _) =>
        {
            words = TextOf(ssh_userauth_kbdint_getinstruction(native));
            return 0;
        });
        return words;
    }

    /// <summary>Answers hidden questions with the secret, and echoed ones, which cannot be meant for it, with nothing.</summary>
    public static void WriteAnswers(LibSshSession session, ImmutableArray<KeyboardQuestion> questions, NativeText secret) => session.Call((native, _) =>
    {
        for (var i = 0; i < questions.Length; i++)
        {
            fixed (byte* nothing = "\0"u8)
            {
                _ = ssh_userauth_kbdint_setanswer(native, (uint)i, questions[i].IsEchoed ? nothing : secret.Pointer);
            }
        }

        return 0;
    });

    /// <summary>One question.</summary>
    /// <param name="Text">As the device asks it.</param>
    /// <param name="IsEchoed">Whether the answer may be shown; a password's may not.</param>
    internal readonly record struct KeyboardQuestion(string Text, bool IsEchoed);
}
