using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>A single value that is set, with its references resolved.</summary>
/// <param name="Text">The value.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="IsPlain">Written without quotes and not as a block.</param>
/// <param name="IsResolved">Whether some of it comes from outside the file; then it is neither quoted nor in clear text there.</param>
/// <param name="Question">What a person is asked for instead of a value; <see langword="null"/> for nothing.</param>
/// <param name="Reference">The one reference that is the whole value, where it means the same in every file; else <see langword="null"/>.</param>
internal readonly record struct EntryValue(
    string Text, Place Place, bool IsPlain, bool IsResolved = false, string? Question = null, string? Reference = null)
{
    /// <summary>What a finding may try to quote.</summary>
    public string Quoted => IsResolved ? string.Empty : Text;

    /// <summary>What a finding may try to quote where a word is expected: a value of more than a word can have taken in what stood beside it.</summary>
    public string QuotedWord => IsResolved || Text.AsSpan().IndexOfAnyExcept(s_ofWords) >= 0 ? string.Empty : Text;

    /// <summary>The same, where it is near one of the words that honest values are.</summary>
    public string QuotedLike(IEnumerable<string> words) => QuotedWord is { Length: > 0 } word && Spelling.Nearest(word, words) is not null ? word : string.Empty;

    /// <summary>Which of the words it takes was probably meant, or <see langword="null"/>.</summary>
    public string? Nearest(IEnumerable<string> words) => QuotedWord is { Length: > 0 } word ? Spelling.Nearest(word, words) : null;

    private static readonly System.Buffers.SearchValues<char> s_ofWords =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <summary>The truth value in any spelling of YAML 1.1 or 1.2 (true, yes, on and their opposites), or <see langword="null"/>.</summary>
    public bool? AsBoolean() => Text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };
}
