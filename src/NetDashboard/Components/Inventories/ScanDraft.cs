using System.Collections.Immutable;
using NetDashboard.Inventory;
using NetDashboard.Scanning.Filters;

namespace NetDashboard.Components.Inventories;

/// <summary>A scan that is being put together: what was read, what of it is chosen, and the answers that were typed for it.</summary>
public sealed class ScanDraft
{
    private readonly Dictionary<string, Secret> _answers = new(StringComparer.Ordinal);
    private DeviceFilter _filter = DeviceFilter.All;

    /// <summary>What was read of the chosen inventories; <see langword="null"/> while nothing is chosen or reading goes on.</summary>
    public InventoryReading? Reading { get; private set; }

    /// <summary>The filter as typed.</summary>
    public string Filter { get; private set; } = string.Empty;

    /// <summary>Why the filter cannot be used; <see langword="null"/> when it can.</summary>
    public FilterException? FilterProblem { get; private set; }

    /// <summary>What would be scanned; <see langword="null"/> when there is no inventory or no usable filter.</summary>
    public DeviceInventory? Chosen { get; private set; }

    /// <summary>What the inventories offer to choose by.</summary>
    public ImmutableArray<QuickChoice> Choices { get; private set; } = [];

    /// <summary>What must be asked for before the chosen devices can be tried.</summary>
    public ImmutableArray<string> Questions { get; private set; } = [];

    /// <summary>Changes with every set of answers that was thrown away, so that fields are made anew.</summary>
    public int Round { get; private set; }

    /// <summary>Whether every question is answered.</summary>
    public bool IsAnswered => Questions.All(_answers.ContainsKey);

    /// <summary>Takes what was read.</summary>
    public void Take(InventoryReading? reading)
    {
        Reading = reading;
        Choices = reading?.Inventory is { } inventory ? QuickChoices.Of(inventory) : [];
        Choose();
    }

    /// <summary>Takes a filter as it is typed.</summary>
    public void SetFilter(string text)
    {
        Filter = text;
        try
        {
            (_filter, FilterProblem) = (DeviceFilter.Parse(text), null);
        }
        catch (FilterException e)
        {
            FilterProblem = e;
        }

        Choose();
    }

    /// <summary>Takes an answer; an empty one is none.</summary>
    public void Answer(string question, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            _answers.Remove(question);
        }
        else
        {
            _answers[question] = new Secret(value);
        }
    }

    /// <summary>What is to be scanned, with the answers in it; <see langword="null"/> when something is missing.</summary>
    public DeviceInventory? Build() => IsAnswered ? Chosen?.Answer(_answers) : null;

    /// <summary>Forgets the answers: they were given for one scan.</summary>
    public void Forget()
    {
        _answers.Clear();
        Round++;
    }

    private void Choose()
    {
        Chosen = FilterProblem is null && Reading?.Inventory is { } inventory
            ? ReferenceEquals(_filter, DeviceFilter.All) ? inventory : _filter.Choose(inventory)
            : null;
        Questions = Chosen?.Questions ?? [];
    }
}
