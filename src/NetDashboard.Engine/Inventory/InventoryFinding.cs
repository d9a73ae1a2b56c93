namespace NetDashboard.Inventory;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The inventory can be used, but probably not as its author meant.</summary>
    Warning,

    /// <summary>The inventory cannot be used until this is mended.</summary>
    Error,
}

/// <summary>One remark about an inventory file, as a compiler would make it. Its message never quotes a secret.</summary>
/// <param name="File">File name as the user knows it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Message">What is wrong, what it means, what to do.</param>
public sealed record InventoryFinding(string File, int Line, int Column, FindingSeverity Severity, string Message)
{
    /// <summary>What kind of remark it is, a stable word in kebab-case such as <c>unknown-key</c>; docs/inventory-format.md lists all.</summary>
    public string Code { get; init; } = "invalid";

    /// <summary>The key it is about, where there is one that can be shown; else <see langword="null"/>.</summary>
    public string? Key { get; init; }

    /// <summary>The word that was probably meant, or <see langword="null"/>.</summary>
    public string? Suggestion { get; init; }

    /// <summary><c>file:line:column: severity: message [code]</c>, the form editors and pipelines know.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity is FindingSeverity.Error ? "error" : "warning")}: {Message} [{Code}]";
}
