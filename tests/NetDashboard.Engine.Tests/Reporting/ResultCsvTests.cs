using System.Text;
using NetDashboard.Live;
using NetDashboard.Reporting;
using NetDashboard.Tests.Live;

namespace NetDashboard.Tests.Reporting;

public sealed class ResultCsvTests
{
    [Theory]
    [InlineData("R1#", "R1#")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("% Login invalid ", "\"% Login invalid \"")]
    [InlineData("", "")]
    public void Text_is_never_a_formula_and_stays_one_value(string text, string expected) => Assert.Equal(expected, ResultCsv.Escape(text));

    [Theory]
    [InlineData(EndpointStatus.Running)]
    [InlineData(EndpointStatus.Waiting)]
    [InlineData(EndpointStatus.Cancelled)]
    public void The_result_of_an_earlier_attempt_is_not_told_as_that_of_a_later_one(EndpointStatus status)
    {
        var layout = new ScanLayout(Made.Inventory("sw").Devices);
        var csv = new StringBuilder();

        ResultCsv.Write(csv, layout.Endpoints[0], new EndpointState(0, status, 2, Made.Failed("sw")));

        Assert.Equal($"sw,host-of-sw,,,ssh,generic,,,{status.ToString().ToLowerInvariant()},,,,,,,2,,\r\n", csv.ToString());
    }

    [Fact]
    public void An_endpoint_without_a_result_has_a_line_too()
    {
        var layout = new ScanLayout(Made.Inventory("=sw").Devices);
        var csv = new StringBuilder();

        ResultCsv.Write(csv, layout.Endpoints[0], new EndpointState(0, EndpointStatus.Waiting, 1, null));
        ResultCsv.Write(csv, layout.Endpoints[0], new EndpointState(0, EndpointStatus.Failed, 1, Made.Failed("=sw")));

        Assert.Equal(
            "'=sw,host-of-=sw,,,ssh,generic,,,waiting,,,,,,,1,,\r\n"
            + "'=sw,host-of-=sw,,22,ssh,generic,,,failed,AuthenticationFailed,Prompt,,% Login invalid,2026-01-01T12:00:00.000Z,12,1,,\r\n",
            csv.ToString());
        Assert.All(csv.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(ResultCsv.Header.Count(c => c is ','), line.Count(c => c is ',')));
    }
}
