using System.ComponentModel.DataAnnotations;
using NetDashboard.Storage.Retention;

namespace NetDashboard.Engine.Tests.Storage.Retention;

public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_has_outlived_most_of_its_time_goes_first_and_of_one_scan_what_was_ok()
    {
        var jobs = RetentionPlan.Order([Aged(1, 400), Aged(2, 200), Aged(3, 80), Aged(4, 1)], new RetentionOptions(), s_now);

        Assert.Equal([(1, false), (2, false), (1, true), (3, false), (2, true), (3, true), (4, false), (4, true)], jobs.Select(job => (job.Scan.Number, job.IsWhole)));
        Assert.Equal(3, jobs.Count(job => job.IsDue));
    }

    [Fact]
    public void What_is_thinned_is_thinned_again_only_when_that_was_perhaps_not_finished()
    {
        var jobs = RetentionPlan.Order([Aged(1, 100) with { IsThinned = true }, Aged(2, 10) with { IsThinned = true, IsUnfinished = true }], new RetentionOptions(), s_now);

        Assert.Equal([(2, false), (1, true), (2, true)], jobs.Select(job => (job.Scan.Number, job.IsWhole)));
        Assert.Equal([true, false, false], jobs.Select(job => job.IsDue));
    }

    [Fact]
    public void Pieces_shrink_at_once_when_they_take_long_and_grow_slowly()
    {
        var size = new PieceSize();
        var first = size.Rows;
        size.Note(TimeSpan.FromMilliseconds(150));
        var small = size.Rows;
        size.Note(TimeSpan.FromMilliseconds(1));

        Assert.InRange(small, 1, first / 5);
        Assert.InRange(size.Rows, small + 1, small * 2);
    }

    [Theory]
    [InlineData(90, 365, 4096, true)]
    [InlineData(90, 89, 4096, false)]
    [InlineData(0, 365, 4096, false)]
    [InlineData(90, 365, -1, false)]
    [InlineData(30, 30, 0, true)]
    public void Settings_that_make_no_sense_are_refused(int successes, int failures, int size, bool isValid)
    {
        var options = new RetentionOptions { SuccessDays = successes, FailureDays = failures, MaxMebibytes = size };
        Assert.Equal(isValid, Validator.TryValidateObject(options, new ValidationContext(options), validationResults: null, validateAllProperties: true));
    }

    private static AgedScan Aged(long number, double days) => new(number, Guid.NewGuid(), s_now.AddDays(-days), IsThinned: false);
}
