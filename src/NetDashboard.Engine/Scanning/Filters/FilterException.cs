namespace NetDashboard.Scanning.Filters;

/// <summary>A filter expression cannot be read.</summary>
public sealed class FilterException : Exception
{
    /// <summary>Refuses an expression.</summary>
    /// <param name="column">Where, in characters from 1.</param>
    /// <param name="message">What is wrong and what to write instead.</param>
    public FilterException(int column, string message)
        : base($"The filter is wrong at column {column}: {message}") => Column = column;

    /// <summary>Where, in characters from 1.</summary>
    public int Column { get; }
}
