using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetDashboard.Inventory;
using NetDashboard.Platforms;

namespace NetDashboard.Probing.Cli;

/// <summary>A prompt that was seen.</summary>
/// <param name="Text">The last line as shown, without blanks around it.</param>
/// <param name="IsWanted">Whether it is the prompt of the wanted level; else it is that of the exec level below.</param>
internal readonly record struct SeenPrompt(string Text, bool IsWanted);

/// <summary>Tells whether a text ends with a prompt: the platform's, or the inventory's own pattern in its place.</summary>
internal sealed class PromptMatcher
{
    private const string Key = "comms_prompt_pattern";

    private static readonly ConditionalWeakTable<Platform, PromptMatcher> s_byPlatform = [];

    private readonly Regex _wanted;
    private readonly Regex? _exec;
    private readonly Regex? _enableQuestion;
    private readonly int _lines;
    private readonly bool _isCustom;
    private readonly bool _hasExecLevel;

    private PromptMatcher(Platform platform)
    {
        _wanted = Patterns.WholeLines(platform.WantedPrompt);
        _exec = platform.ExecPrompt is { } exec ? Patterns.WholeLines(exec) : null;
        _enableQuestion = platform.EnablePasswordPattern is { } question ? Patterns.WholeLines(question) : null;
        _lines = 1 + Math.Max(CountLineEnds(platform.WantedPrompt), CountLineEnds(platform.ExecPrompt));
        _hasExecLevel = platform.ExecPrompt is not null;
    }

    private PromptMatcher(Platform platform, string pattern)
    {
        _wanted = Patterns.Custom(pattern, Key);
        _enableQuestion = For(platform)._enableQuestion;
        _isCustom = true;
        _hasExecLevel = platform.ExecPrompt is not null;
    }

    /// <summary>The matcher of an endpoint.</summary>
    public static PromptMatcher For(Platform platform, Endpoint endpoint) =>
        endpoint.PromptPattern is { } pattern ? new PromptMatcher(platform, pattern) : For(platform);

    /// <summary>The prompt the text ends with, or <see langword="null"/>.</summary>
    /// <exception cref="ProbeException">The inventory's pattern took too long.</exception>
    public SeenPrompt? Find(ReadOnlySpan<char> text)
    {
        var trimmed = TextTail.TrimBlanks(text);
        var line = TextTail.LastLine(trimmed);
        if (line.IsEmpty)
        {
            return null;
        }

        if (_isCustom)
        {
            return Patterns.MatchesAtEnd(_wanted, text, Key)
                ? new SeenPrompt(line.Trim().ToString(), !_hasExecLevel || line[^1] is not '>')
                : null;
        }

        if (CliQuestions.IsQuestion(line))
        {
            return null;
        }

        var start = TextTail.StartOfLines(trimmed, _lines);
        if (_wanted.IsMatch(trimmed, start))
        {
            return new SeenPrompt(line.Trim().ToString(), IsWanted: true);
        }

        return _exec is not null && _exec.IsMatch(trimmed, start) ? new SeenPrompt(line.Trim().ToString(), IsWanted: false) : null;
    }

    /// <summary>Whether the text ends with the question for the enable secret.</summary>
    public bool AsksForEnableSecret(ReadOnlySpan<char> text)
    {
        var trimmed = TextTail.TrimBlanks(text);
        return _enableQuestion is not null && _enableQuestion.IsMatch(trimmed, TextTail.StartOfLines(trimmed, 1));
    }

    private static PromptMatcher For(Platform platform) => s_byPlatform.GetValue(platform, static key => new PromptMatcher(key));

    private static int CountLineEnds(string? pattern) => pattern is null ? 0 : pattern.AsSpan().Count(@"\n");
}
