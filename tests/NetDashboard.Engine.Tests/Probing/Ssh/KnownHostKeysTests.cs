using NetDashboard.Probing.Ssh;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>Lines of known_hosts files that a real server does not bring up.</summary>
public sealed class KnownHostKeysTests
{
    private static readonly SshHostKey s_key = new("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIA==");
    private static readonly SshHostKey s_other = new("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIQ==");

    [Theory]
    [InlineData("r1 KEY", "r1", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("r1,192.0.2.1 KEY a comment", "192.0.2.1", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("*.example.net,!r9.example.net KEY", "r1.example.net", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("*.example.net,!r9.example.net KEY", "r9.example.net", 22, KnownHostKeys.Judgement.Unknown)]
    [InlineData("r? KEY", "r1", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("R1 KEY", "r1", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("[r1]:2222 KEY", "r1", 2222, KnownHostKeys.Judgement.Known)]
    [InlineData("[r1]:2222 KEY", "r1", 22, KnownHostKeys.Judgement.Unknown)]
    [InlineData("r1 KEY", "r1", 2222, KnownHostKeys.Judgement.Unknown)]
    [InlineData("r1 OTHER", "r1", 22, KnownHostKeys.Judgement.Changed)]
    [InlineData("r1 OTHER\nr1 KEY", "r1", 22, KnownHostKeys.Judgement.Known)]
    [InlineData("r1 ssh-rsa AAAAB3NzaC1yc2E=", "r1", 22, KnownHostKeys.Judgement.Changed)]
    [InlineData("@revoked r1 KEY\nr1 KEY", "r1", 22, KnownHostKeys.Judgement.Revoked)]
    [InlineData("@cert-authority r1 KEY", "r1", 22, KnownHostKeys.Judgement.Unknown)]
    [InlineData("# r1 KEY\n\n   \nr1", "r1", 22, KnownHostKeys.Judgement.Unknown)]
    [InlineData("|1|not base64|neither KEY", "r1", 22, KnownHostKeys.Judgement.Unknown)]
    [InlineData("", "r1", 22, KnownHostKeys.Judgement.Unknown)]
    public void Lines_are_understood(string text, string host, int port, object expected)
    {
        var hosts = KnownHostKeys.Parse(Fill(text));

        Assert.Equal((KnownHostKeys.Judgement)expected, hosts.Judge(host, port, s_key));
    }

    private static string Fill(string text) => text
        .Replace("KEY", $"{s_key.Type} {s_key.Base64}", StringComparison.Ordinal)
        .Replace("OTHER", $"{s_other.Type} {s_other.Base64}", StringComparison.Ordinal);
}
