using System.Collections.Immutable;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Collects findings, bounded: a file that is wrong in every line must not fill a page or the memory.</summary>
internal sealed class FindingList
{
    /// <summary>Most findings that are kept; errors before warnings.</summary>
    public const int Max = 200;

    private readonly List<InventoryFinding> _kept = [];
    private int _errors;
    private int _warnings;
    private int _fileStart;

    /// <summary>Whether there was an error.</summary>
    public bool HasErrors => _errors > 0;

    public void Add(string file, Place place, FindingSeverity severity, string message)
    {
        var count = severity is FindingSeverity.Error ? ++_errors : ++_warnings;
        if (count <= Max)
        {
            _kept.Add(new InventoryFinding(file, place.Line, place.Column, severity, message));
        }
    }

    /// <summary>Counts a warning that is not even written.</summary>
    public void AddHiddenWarning() => _warnings++;

    /// <summary>Puts what was found since the last call, all of one file, in the file's order.</summary>
    public void EndFile()
    {
        _kept.Sort(_fileStart, _kept.Count - _fileStart, Comparer<InventoryFinding>.Create(static (a, b) =>
            a.Line != b.Line ? a.Line.CompareTo(b.Line)
            : a.Column != b.Column ? a.Column.CompareTo(b.Column)
            : string.CompareOrdinal(a.Message, b.Message)));
        _fileStart = _kept.Count;
    }

    /// <summary>The findings, and how many more there were.</summary>
    public ImmutableArray<InventoryFinding> ToImmutable()
    {
        if (_errors + _warnings <= Max && _kept.Count == _errors + _warnings)
        {
            return [.. _kept];
        }

        var shown = ImmutableArray.CreateBuilder<InventoryFinding>(Max + 1);
        var warningsLeft = Max - Math.Min(_errors, Max);
        foreach (var finding in _kept)
        {
            if (finding.Severity is FindingSeverity.Error || warningsLeft-- > 0)
            {
                shown.Add(finding);
            }
        }

        var last = shown.Count > 0 ? shown[^1] : new InventoryFinding(string.Empty, 1, 1, FindingSeverity.Warning, string.Empty);
        shown.Add(last with
        {
            Severity = _errors > Max ? FindingSeverity.Error : FindingSeverity.Warning,
            Message = $"{_errors + _warnings - shown.Count:N0} more findings are not shown.",
        });
        return shown.ToImmutable();
    }
}
