namespace NetDashboard.Scanning.Filters;

/// <summary>Reads a filter expression by recursive descent, its depth bounded.</summary>
internal sealed class FilterParser(string text)
{
    private const int MaxLength = 2000;
    private const int MaxDepth = 50;

    private readonly List<FilterToken> _tokens = text.Length <= MaxLength
        ? FilterToken.Split(text)
        : throw new FilterException(MaxLength + 1, $"it is longer than {MaxLength} characters.");

    private int _next;
    private int _depth;

    private FilterToken Current => _tokens[_next];

    public FilterNode Parse()
    {
        var node = ParseEither();
        return Current.Kind is FilterTokenKind.End ? node : throw Unexpected("'and', 'or' or the end");
    }

    private FilterNode ParseEither()
    {
        var node = ParseBoth();
        while (Current.IsWord("or"))
        {
            _next++;
            node = new FilterNode.Either(node, ParseBoth());
        }

        return node;
    }

    private FilterNode ParseBoth()
    {
        var node = ParseNegation();
        while (Current.Kind is FilterTokenKind.Word or FilterTokenKind.Quoted or FilterTokenKind.Open && !Current.IsWord("or"))
        {
            if (Current.IsWord("and"))
            {
                _next++;
            }

            node = new FilterNode.Both(node, ParseNegation());
        }

        return node;
    }

    private FilterNode ParseNegation()
    {
        if (++_depth > MaxDepth)
        {
            throw new FilterException(Current.Column, $"it is nested more than {MaxDepth} deep.");
        }

        try
        {
            if (Current.IsWord("not"))
            {
                _next++;
                return new FilterNode.Negation(ParseNegation());
            }

            return Current.Kind is FilterTokenKind.Open ? ParseGroup() : ParseCondition();
        }
        finally
        {
            _depth--;
        }
    }

    private FilterNode ParseGroup()
    {
        var open = Current;
        _next++;
        var node = ParseEither();
        if (Current.Kind is not FilterTokenKind.Close)
        {
            throw new FilterException(open.Column, "this parenthesis is not closed.");
        }

        _next++;
        return node;
    }

    private FilterNode ParseCondition()
    {
        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted) || Current.IsWord("and") || Current.IsWord("or"))
        {
            throw Unexpected("a condition such as site=ams, or a word to look for");
        }

        var first = Current;
        _next++;
        if (Current.Kind is not FilterTokenKind.Operator)
        {
            return new FilterNode.Condition(FilterField.Any, first.Text, contains: true);
        }

        var operation = Current;
        _next++;
        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted))
        {
            throw Unexpected($"a value after '{first.Text}{operation.Text}'");
        }

        var value = Current.Text;
        _next++;
        var condition = new FilterNode.Condition(FieldOf(first), value, contains: operation.Text == "~");
        return operation.Text == "!=" ? new FilterNode.Negation(condition) : condition;
    }

    private static FilterField FieldOf(FilterToken token) => token.Text.ToLowerInvariant() switch
    {
        "name" or "device" => FilterField.Name,
        "host" or "address" => FilterField.Host,
        "site" => FilterField.Site,
        "tag" or "tags" => FilterField.Tag,
        "platform" => FilterField.Platform,
        "protocol" => FilterField.Protocol,
        _ => throw new FilterException(token.Column, $"'{token.Text}' is no field. Fields are name, host, site, tag, platform and protocol."),
    };

    private FilterException Unexpected(string expected) => new(
        Current.Column, Current.Kind is FilterTokenKind.End ? $"{expected} is missing." : $"'{Current.Text}' stands where {expected} should.");
}
