using System.Buffers.Binary;
using System.Text;
using NetDashboard.Engine.Tests.Servers;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing.Ssh;

/// <summary>The algorithm negotiation (RFC 4253, section 7.1) with a server that has other things in mind.</summary>
public sealed class SshNegotiationTests
{
    [Fact]
    public async Task Nothing_in_common_is_told_although_our_own_offer_still_waits_to_be_sent()
    {
        // In one piece with the identification, so that it is read before our offer has left; libssh then overwrites its own finding.
        string[] offered = ["diffie-hellman-group1-sha1", "ssh-dss", "3des-cbc", "3des-cbc", "hmac-md5", "hmac-md5", "none", "none", string.Empty, string.Empty];
        byte[] words = [.. "SSH-2.0-Old\r\n"u8, .. Packet(KexInit(offered))];
        await using var server = LoopbackServer.Says(words);

        var result = await ProbeTesting.RunAsync(ProbeTesting.Target("ssh", server.Port));

        Assert.Equal((ProbeFailure.NoCommonAlgorithm, ProbeStage.KeyExchange), (result.Verdict.Failure, result.Stage));
        Assert.Contains("server [diffie-hellman-group1-sha1]", result.Verdict.Detail, StringComparison.Ordinal);
    }

    private static byte[] KexInit(IEnumerable<string> lists)
    {
        const byte Message = 20;
        return [Message, .. new byte[16], .. lists.SelectMany(list => (byte[])[.. Number(list.Length), .. Encoding.ASCII.GetBytes(list)]), 0, .. Number(0)];
    }

    // In clear, as everything before the first keys (RFC 4253, section 6).
    private static byte[] Packet(byte[] payload)
    {
        const int Block = 8;
        var padding = Block - ((payload.Length + 5) % Block) + Block;
        return [.. Number(payload.Length + 1 + padding), (byte)padding, .. payload, .. new byte[padding]];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
