namespace NetDashboard.Inventory.Yaml;

/// <summary>A single value, as text: numbers and words keep the form they were written in, so that a password <c>0123</c> stays one.</summary>
/// <param name="Text">The value, with quotes and escapes resolved.</param>
/// <param name="IsPlain">Written without quotes and not as a block.</param>
/// <param name="Place">Where it begins.</param>
internal readonly record struct YamlScalar(string Text, bool IsPlain, Place Place)
{
    /// <summary>Whether it stands for "not set": nothing, <c>~</c> or <c>null</c> without quotes, or an empty string.</summary>
    public bool IsUnset => Text.Length == 0 || (IsPlain && Text is ("~" or "null" or "Null" or "NULL"));

    /// <summary>The truth value in any spelling of YAML 1.1 or 1.2 (true, yes, on and their opposites), or <see langword="null"/>.</summary>
    public bool? AsBoolean() => Text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };
}
