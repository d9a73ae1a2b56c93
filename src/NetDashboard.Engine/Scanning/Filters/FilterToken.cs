namespace NetDashboard.Scanning.Filters;

/// <summary>A word, value or sign of a filter expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Column">Where it begins, in characters from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Column)
{
    /// <summary>Whether it is that word, unquoted.</summary>
    public bool IsWord(string word) => Kind is FilterTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public static List<FilterToken> Split(string text)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            switch (text[at])
            {
                case ' ' or '\t' or '\r' or '\n':
                    at++;
                    continue;
                case '(':
                    tokens.Add(new(FilterTokenKind.Open, "(", ++at));
                    continue;
                case ')':
                    tokens.Add(new(FilterTokenKind.Close, ")", ++at));
                    continue;
                case '=' or '~':
                    tokens.Add(new(FilterTokenKind.Operator, text[at].ToString(), ++at));
                    continue;
                case '!' when at + 1 < text.Length && text[at + 1] == '=':
                    tokens.Add(new(FilterTokenKind.Operator, "!=", at + 1));
                    at += 2;
                    continue;
                case '"' or '\'':
                    var close = text.IndexOf(text[at], at + 1);
                    if (close < 0)
                    {
                        throw new FilterException(at + 1, "this quote is not closed.");
                    }

                    tokens.Add(new(FilterTokenKind.Quoted, text[(at + 1)..close], at + 1));
                    at = close + 1;
                    continue;
                default:
                    while (at < text.Length && !IsBorder(text, at))
                    {
                        at++;
                    }

                    // A lone '!' borders nothing and begins no operator.
                    at = at == start ? at + 1 : at;
                    tokens.Add(new(FilterTokenKind.Word, text[start..at], start + 1));
                    continue;
            }
        }

        tokens.Add(new(FilterTokenKind.End, string.Empty, text.Length + 1));
        return tokens;
    }

    private static bool IsBorder(string text, int at) => text[at] is ' ' or '\t' or '\r' or '\n' or '(' or ')' or '=' or '~' or '"' or '\''
        || (text[at] == '!' && at + 1 < text.Length && text[at + 1] == '=');
}

/// <summary>Kinds of tokens.</summary>
internal enum FilterTokenKind
{
    End,
    Word,
    Quoted,
    Operator,
    Open,
    Close,
}
