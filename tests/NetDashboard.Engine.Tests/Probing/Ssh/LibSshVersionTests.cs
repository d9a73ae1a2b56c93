using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

public sealed class LibSshVersionTests
{
    [Theory]
    [InlineData("0.10.6/openssl/zlib", true)]
    [InlineData("0.11.1/openssl/zlib", true)]
    [InlineData("0.10.5/openssl/zlib", false)]
    [InlineData("0.9.8/openssl/zlib", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_libssh_before_0_10_6_is_refused_with_what_to_do(string? version, bool isReady)
    {
        var readiness = LibSshVersion.Judge(version);

        Assert.Equal(isReady, readiness.IsReady);
        Assert.Equal(!isReady, readiness.Words.Contains("apt-get install libssh-4", StringComparison.Ordinal));
    }

    [Fact]
    public void This_machines_libssh_is_good_enough_and_says_its_version()
    {
        Assert.True(LibSshVersion.Readiness.IsReady, LibSshVersion.Readiness.Words);
        Assert.StartsWith("libssh ", LibSshVersion.Readiness.Words, StringComparison.Ordinal);
    }
}
