using System.Collections.Immutable;

namespace NetDashboard.Inventory.Reading;

/// <summary>Collects findings, bounded: a file that is wrong in every line must not fill a page or the memory.</summary>
internal sealed class FindingList
{
    /// <summary>Most findings that are kept; errors before warnings.</summary>
    public const int Max = 200;

    private readonly List<Draft> _kept = [];
    private HashSet<(int Source, int Line, int Column, string Code)>? _errorPlaces;
    private int _errors;
    private int _warnings;
    private int _keptWarnings;

    /// <summary>Whether there was an error.</summary>
    public bool HasErrors => _errors > 0;

    /// <summary>Adds a finding. An error that a place has already, because many devices share it, counts once.</summary>
    /// <param name="source">The file's number.</param>
    /// <param name="finding">The finding; <see cref="Shown.Here"/> in its message stands for the quoted text.</param>
    /// <param name="quoted">Text of the file, as it stands there; whether it can be shown is decided when all secrets are known.</param>
    public void Add(int source, InventoryFinding finding, string? quoted = null)
    {
        var isError = finding.Severity is FindingSeverity.Error;
        if (isError && _errorPlaces?.Contains((source, finding.Line, finding.Column, finding.Code)) is true)
        {
            return;
        }

        var isKept = isError ? _errors++ < Max : _keptWarnings < Max;
        if (!isError)
        {
            _warnings++;
            _keptWarnings += isKept ? 1 : 0;
        }
        else if (isKept)
        {
            (_errorPlaces ??= []).Add((source, finding.Line, finding.Column, finding.Code));
        }

        if (isKept)
        {
            _kept.Add(new Draft(source, finding, quoted));
        }
    }

    /// <summary>Counts a warning that is not even written.</summary>
    public void AddHiddenWarning() => _warnings++;

    /// <summary>The findings, in the order of the files and their places, and how many more there were.</summary>
    /// <param name="secrets">Every secret the files hold, in clear.</param>
    public ImmutableArray<InventoryFinding> ToImmutable(IReadOnlyCollection<string> secrets)
    {
        var warningsLeft = Max - Math.Min(_errors, Max);
        var kept = new List<Draft>(Math.Min(_kept.Count, Max));
        foreach (var draft in _kept)
        {
            if (draft.Finding.Severity is FindingSeverity.Error || warningsLeft-- > 0)
            {
                kept.Add(draft);
            }
        }

        kept.Sort(static (a, b) =>
            a.Source != b.Source ? a.Source.CompareTo(b.Source)
            : a.Finding.Line != b.Finding.Line ? a.Finding.Line.CompareTo(b.Finding.Line)
            : a.Finding.Column != b.Finding.Column ? a.Finding.Column.CompareTo(b.Finding.Column)
            : string.CompareOrdinal(a.Finding.Message, b.Finding.Message));
        var shown = ImmutableArray.CreateBuilder<InventoryFinding>(kept.Count + 1);
        foreach (var (_, finding, quoted) in kept)
        {
            shown.Add(quoted is null ? finding : Fill(finding, quoted, secrets));
        }

        var hidden = _errors + _warnings - shown.Count;
        if (hidden > 0)
        {
            shown.Add(shown[^1] with
            {
                Severity = _errors > Max ? FindingSeverity.Error : FindingSeverity.Warning,
                Code = _errors > Max ? FindingCode.MoreErrors : FindingCode.MoreFindings,
                Message = $"{hidden:N0} more findings are not shown.",
                Key = null,
                Suggestion = null,
            });
        }

        return shown.ToImmutable();
    }

    private static InventoryFinding Fill(InventoryFinding finding, string quoted, IReadOnlyCollection<string> secrets)
    {
        var message = Shown.Fill(finding.Message, quoted, secrets);
        var isKey = finding.Code is FindingCode.UnknownKey or FindingCode.KeyWithoutEffect && message.Contains($"'{quoted}'", StringComparison.Ordinal);
        return finding with { Message = message, Key = isKey ? quoted : finding.Key };
    }

    private sealed record Draft(int Source, InventoryFinding Finding, string? Quoted);
}
