using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using NetDashboard.Comparing;
using NetDashboard.Storage.Comparisons;
using NetDashboard.Storage.Model;

namespace NetDashboard.Components.Pages;

/// <summary>
/// What changed from one scan to another. Made by the server for each request, without a connection that stays: everything that can be chosen is part of the
/// address.
/// </summary>
/// <param name="desk">Compares.</param>
public sealed partial class ComparePage(ComparisonDesk desk) : ComponentBase
{
    private const int PageSize = 500;
    private const int MaxChoices = 200;

    private ImmutableArray<ComparedScan> _scans = [];
    private ImmutableArray<EndpointChange> _shown = [];
    private ComparisonQuery _query = ComparisonQuery.All;
    private ScanComparison? _comparison;
    private Guid? _newer;
    private Guid? _older;
    private string? _problem;

    /// <summary>The scan that is looked at; nothing to choose.</summary>
    [Parameter]
    public Guid? Newer { get; set; }

    /// <summary>The scan to compare with; nothing for the one before of the same inventories.</summary>
    [Parameter]
    public Guid? Older { get; set; }

    /// <summary>The same as <see cref="Newer"/>, from the form.</summary>
    [SupplyParameterFromQuery(Name = "newer")]
    public Guid? ChosenNewer { get; set; }

    /// <summary>The same as <see cref="Older"/>, from the form.</summary>
    [SupplyParameterFromQuery(Name = "older")]
    public Guid? ChosenOlder { get; set; }

    /// <summary>Which part of many changes, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Part { get; set; }

    /// <summary>The request the page is made for.</summary>
    [CascadingParameter]
    public required HttpContext Request { get; set; }

    private int PageNumber => Math.Clamp((Part ?? 1) - 1, 0, Math.Max(0, (_shown.Length - 1) / PageSize));

    private Range PageRange => (PageNumber * PageSize)..Math.Min(_shown.Length, (PageNumber + 1) * PageSize);

    private string Shown => _shown.Length == _comparison!.Changes.Length
        ? _shown.Length is 1 ? "1 change" : $"{_shown.Length:N0} changes"
        : $"{_shown.Length:N0} of {_comparison.Changes.Length:N0} changes";

    private string WhatToDo => (Newer ?? ChosenNewer) is null
        ? "Press Compare to see what changed between these two scans."
        : "There is no scan of the same inventories before this one. Choose one to compare with.";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _query = ComparisonQuery.Parse(Request.Request.QueryString.Value);
        (_newer, _older) = (Newer ?? ChosenNewer, Older ?? ChosenOlder);
        try
        {
            _scans = await desk.ListAsync(MaxChoices, Request.RequestAborted);
            if (_newer is { } newer && _older is null)
            {
                _older = await desk.FindBeforeAsync(newer, Request.RequestAborted);
            }

            if (_newer is { } one && _older is { } other)
            {
                await CompareAsync(one, other);
            }
            else
            {
                await ProposeAsync();
            }
        }
        catch (StoreException e)
        {
            Fail($"The scans cannot be read now. {e.Message}", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static string TimeOf(ComparedScan scan) => $"{scan.CreatedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC";

    private async Task CompareAsync(Guid one, Guid other)
    {
        _comparison = one == other ? null : await desk.CompareAsync(other, one, _query.Bound, Request.RequestAborted);
        if (_comparison is not null)
        {
            (_older, _newer) = (_comparison.Older.Id, _comparison.Newer.Id);
            _shown = _query.Of(_comparison);
        }
        else if (one == other)
        {
            Fail("These are the same scan. Choose two.", StatusCodes.Status400BadRequest);
        }
        else
        {
            Fail("One of these scans is not kept here (any more). Choose others.", StatusCodes.Status404NotFound);
        }
    }

    // The newest, and what it would be compared with.
    private async Task ProposeAsync()
    {
        if (_newer is { } asked && !_scans.Any(scan => scan.Id == asked))
        {
            Fail("This scan is not kept here (any more). Choose two others.", StatusCodes.Status404NotFound);
        }

        if (_newer is null && _scans is [var newest, ..])
        {
            _newer = newest.Id;
            _older = await desk.FindBeforeAsync(newest.Id, Request.RequestAborted);
        }

        _older ??= _scans.FirstOrDefault(scan => scan.Id != _newer)?.Id;
    }

    private void Fail(string problem, int status)
    {
        _problem = problem;
        Request.Say(status);
    }

    private string AddressOf(ComparisonQuery query) => With(string.Empty, query.ToString());

    private string Export(string what) => With($"/{what}", _query.ToString());

    private string PageAddress(int page) => With(string.Empty, string.Join('&', new[] { _query.ToString(), $"page={page + 1}" }.Where(part => part.Length > 0)));

    private string With(string what, string query) => $"/compare/{_older}/{_newer}{what}{(query.Length == 0 ? null : $"?{query}")}";
}
