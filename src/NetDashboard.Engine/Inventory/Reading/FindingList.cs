using System.Collections.Immutable;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Collects findings, bounded: a file that is wrong in every line must not fill a page or the memory.</summary>
internal sealed class FindingList
{
    /// <summary>Most findings that are kept; errors before warnings.</summary>
    public const int Max = 200;

    private readonly List<Draft> _kept = [];
    private int _errors;
    private int _warnings;
    private int _keptWarnings;
    private int _fileStart;

    /// <summary>Whether there was an error.</summary>
    public bool HasErrors => _errors > 0;

    /// <summary>Adds a finding.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="message">What is wrong; <see cref="Shown.Here"/> stands for the quoted text.</param>
    /// <param name="quoted">Text of the file, as it stands there; whether it can be shown is decided when all secrets are known.</param>
    public void Add(string file, Place place, FindingSeverity severity, string message, string? quoted = null)
    {
        var isKept = severity is FindingSeverity.Error ? _errors++ < Max : _keptWarnings < Max;
        if (severity is FindingSeverity.Warning)
        {
            _warnings++;
            _keptWarnings += isKept ? 1 : 0;
        }

        if (isKept)
        {
            _kept.Add(new Draft(new InventoryFinding(file, place.Line, place.Column, severity, message), quoted));
        }
    }

    /// <summary>Counts a warning that is not even written.</summary>
    public void AddHiddenWarning() => _warnings++;

    /// <summary>Puts what was found since the last call, all of one file, in the file's order.</summary>
    public void EndFile()
    {
        _kept.Sort(_fileStart, _kept.Count - _fileStart, Comparer<Draft>.Create(static (a, b) =>
            a.Finding.Line != b.Finding.Line ? a.Finding.Line.CompareTo(b.Finding.Line)
            : a.Finding.Column != b.Finding.Column ? a.Finding.Column.CompareTo(b.Finding.Column)
            : string.CompareOrdinal(a.Finding.Message, b.Finding.Message)));
        _fileStart = _kept.Count;
    }

    /// <summary>The findings, and how many more there were.</summary>
    /// <param name="secrets">Every secret the files hold, in clear.</param>
    public ImmutableArray<InventoryFinding> ToImmutable(IReadOnlyCollection<string> secrets)
    {
        var shown = ImmutableArray.CreateBuilder<InventoryFinding>(Math.Min(_kept.Count, Max + 1));
        var warningsLeft = Max - Math.Min(_errors, Max);
        foreach (var (finding, quoted) in _kept)
        {
            if (finding.Severity is FindingSeverity.Error || warningsLeft-- > 0)
            {
                shown.Add(quoted is null ? finding : finding with { Message = Shown.Fill(finding.Message, quoted, secrets) });
            }
        }

        var hidden = _errors + _warnings - shown.Count;
        if (hidden > 0)
        {
            shown.Add(shown[^1] with
            {
                Severity = _errors > Max ? FindingSeverity.Error : FindingSeverity.Warning,
                Message = $"{hidden:N0} more findings are not shown.",
            });
        }

        return shown.ToImmutable();
    }

    private sealed record Draft(InventoryFinding Finding, string? Quoted);
}
