using NetDashboard.Inventory;
using NetDashboard.Platforms;
using NetDashboard.Probing.Cli;

namespace NetDashboard.Engine.Tests.Probing.Cli;

public sealed class PromptMatcherTests
{
    private static readonly Endpoint s_endpoint = new() { Protocol = "ssh", CredentialId = "test" };

    [Theory]
    [InlineData("cisco_iosxe", "R1#", true)]
    [InlineData("cisco_iosxe", "banner\nsw-1.lab> ", false)]
    [InlineData("cisco_nxos", "N9K(maint-mode)>", false)]
    [InlineData("cisco_iosxr", "\nRP/0/RSP0/CPU0:pe-1#", true)]
    [InlineData("arista_eos", "leaf 1(s1)(vrf:mgmt)#", true)]
    [InlineData("juniper_junos", "{primary:node0}\nadmin@srx>", true)]
    [InlineData("juniper_junos", "admin@mx>", true)]
    [InlineData("generic", "[admin@MikroTik]", true)]
    [InlineData("generic", "C:", true)]
    public void Prompts_are_seen_with_their_level(string platform, string text, bool isWanted)
    {
        var prompt = Find(platform, text);

        Assert.NotNull(prompt);
        Assert.Equal(isWanted, prompt.Value.IsWanted);
        Assert.Equal(text.Split('\n')[^1].Trim(), prompt.Value.Text);
    }

    [Theory]
    [InlineData("cisco_iosxe", "R1#\n")]
    [InlineData("cisco_iosxe", "R1# enable")]
    [InlineData("cisco_iosxe", "# Keep out #")]
    [InlineData("cisco_iosxe", "")]
    [InlineData("cisco_iosxr", "xr>")]
    [InlineData("juniper_junos", "admin@mx#")]
    [InlineData("generic", "Last login:")]
    [InlineData("generic", "Password:")]
    [InlineData("generic", "login: ")]
    [InlineData("generic", "Username:")]
    [InlineData("generic", "two words#")]
    public void Other_text_is_no_prompt(string platform, string text) => Assert.Null(Find(platform, text));

    [Theory]
    [InlineData("Password: ", true)]
    [InlineData("enable\nEnable Password:", true)]
    [InlineData("Password: \n", false)]
    [InlineData("New password:", false)]
    public void The_question_for_the_enable_secret_is_seen_at_the_end_only(string text, bool asks) =>
        Assert.Equal(asks, PromptMatcher.For(PlatformCatalog.Find("cisco_iosxe")!, s_endpoint).AsksForEnableSecret(text));

    [Theory]
    [InlineData("login: ", true)]
    [InlineData("Debian GNU/Linux 12\nhost login:", true)]
    [InlineData("User Name:", true)]
    [InlineData("User:", true)]
    [InlineData("Last login:", false)]
    [InlineData("Last login: Tue Nov 23", false)]
    [InlineData("login", false)]
    public void Questions_for_a_user_name_are_told_from_news_of_the_last_login(string text, bool asks) =>
        Assert.Equal(asks, CliQuestions.AsksForLogin(TextTail.LastLine(text)));

    private static SeenPrompt? Find(string platform, string text) => PromptMatcher.For(PlatformCatalog.Find(platform)!, s_endpoint).Find(text);
}
