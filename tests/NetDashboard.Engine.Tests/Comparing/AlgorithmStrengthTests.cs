using NetDashboard.Comparing;
using NetDashboard.Inventory;
using static NetDashboard.Engine.Tests.Comparing.ComparedScans;

namespace NetDashboard.Engine.Tests.Comparing;

public sealed class AlgorithmStrengthTests
{
    [Theory]
    [InlineData("curve25519-sha256@libssh.org", AlgorithmClass.Sound)]
    [InlineData("diffie-hellman-group14-sha256", AlgorithmClass.Sound)]
    [InlineData("diffie-hellman-group14-sha1", AlgorithmClass.Ageing)]
    [InlineData("diffie-hellman-group-exchange-sha1", AlgorithmClass.Weak)]
    [InlineData("diffie-hellman-group1-sha1", AlgorithmClass.Weak)]
    [InlineData("rsa1024-sha1", AlgorithmClass.Broken)]
    [InlineData("made-up", null)]
    public void Key_exchanges_have_the_class_of_RFC_9142(string name, AlgorithmClass? expected) => Assert.Equal(expected, AlgorithmStrength.OfKeyExchange(name));

    [Theory]
    [InlineData("rsa-sha2-256", AlgorithmClass.Sound)]
    [InlineData("ssh-rsa", AlgorithmClass.Weak)]
    [InlineData("ssh-dss", AlgorithmClass.Broken)]
    [InlineData("made-up", null)]
    public void Signatures_have_the_class_of_their_digest(string name, AlgorithmClass? expected) => Assert.Equal(expected, AlgorithmStrength.OfHostKey(name));

    [Theory]
    [InlineData("aes128-ctr", AlgorithmClass.Sound)]
    [InlineData("aes256-cbc", AlgorithmClass.Ageing)]
    [InlineData("3des-cbc", AlgorithmClass.Weak)]
    [InlineData("arcfour256", AlgorithmClass.Broken)]
    [InlineData("made-up", null)]
    public void Ciphers_have_a_class(string name, AlgorithmClass? expected) => Assert.Equal(expected, AlgorithmStrength.OfCipher(name));

    [Theory]
    [InlineData("hmac-sha2-256-etm@openssh.com", AlgorithmClass.Sound)]
    [InlineData("hmac-sha1-etm@openssh.com", AlgorithmClass.Ageing)]
    [InlineData("umac-64@openssh.com", AlgorithmClass.Ageing)]
    [InlineData("hmac-md5-96", AlgorithmClass.Weak)]
    [InlineData("made-up", null)]
    public void Message_authentication_has_a_class(string name, AlgorithmClass? expected) => Assert.Equal(expected, AlgorithmStrength.OfMac(name));

    [Fact]
    public void Another_algorithm_of_the_same_class_is_not_weaker_nor_is_one_that_is_not_known() =>
        Assert.Empty(AlgorithmStrength.FindWeaker(Sound, Sound with { KeyExchange = "ecdh-sha2-nistp256", HostKey = "made-up", CipherOut = "aes128-ctr", MacOut = "hmac-sha2-256" }));

    [Fact]
    public void The_weaker_direction_counts()
    {
        var weaker = AlgorithmStrength.FindWeaker(Sound, Sound with { KeyExchange = "diffie-hellman-group1-sha1", MacIn = "hmac-sha1" });
        Assert.Equal("key exchange diffie-hellman-group1-sha1, MAC hmac-sha1", string.Join(", ", weaker.Select(one => $"{one.What} {one.Now}")));
        Assert.Empty(AlgorithmStrength.FindWeaker(Sound with { MacIn = "hmac-sha1" }, Sound with { MacOut = "hmac-sha1" }));
    }

    [Fact]
    public void Everything_that_is_offered_here_is_known()
    {
        var legacy = NetDashboard.Probing.Ssh.AlgorithmProfile.For(new Endpoint { Protocol = "ssh", CredentialId = "c1", CryptoProfile = "legacy" });
        var modern = NetDashboard.Probing.Ssh.AlgorithmProfile.Modern;
        Assert.All(legacy.KeyExchange, name => Assert.NotNull(AlgorithmStrength.OfKeyExchange(name)));
        Assert.All(legacy.HostKeys, name => Assert.NotNull(AlgorithmStrength.OfHostKey(name)));
        Assert.All(legacy.Ciphers, name => Assert.NotNull(AlgorithmStrength.OfCipher(name)));
        Assert.All(legacy.Macs.Concat(modern.Macs), name => Assert.NotNull(AlgorithmStrength.OfMac(name)));
        Assert.All(modern.KeyExchange, name => Assert.Equal(AlgorithmClass.Sound, AlgorithmStrength.OfKeyExchange(name)));
    }
}
