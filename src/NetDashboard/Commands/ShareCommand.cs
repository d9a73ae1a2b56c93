using System.CommandLine;
using NetDashboard.Inventory.Vault;
using NetDashboard.Storage.Model;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Storage.Transfer;
using NetDashboard.Walls.Control;

namespace NetDashboard.Commands;

/// <summary><c>share ...</c>: walls are shared and taken back without a browser, by the dashboard that runs.</summary>
internal static class ShareCommand
{
    private const string Codes = "Exit code 0 when it is done, 2 when it is not, 130 when interrupted.";

    public static Command Create(Func<string?, StorePlace> findStore) => new("share", "Shares walls by links, lists the links and takes them back. The dashboard that runs with the data folder does it.")
    {
        ShareCreation.Create(findStore),
        CreateList(findStore),
        CreateChange(findStore, "revoke", $"Ends a link: every screen that shows it goes dark within seconds. {Codes}", (id, client, token) =>
            client.SendAsync<ListedShare>(HttpMethod.Post, $"/shares/{id:D}/revoke", order: null, token), link => $"“{link.Name}” is revoked."),
        CreateRenewal(findStore),
        CreateChange(findStore, "remove", $"Forgets a link: its address opens nothing any more, for ever. {Codes}", (id, client, token) =>
            client.SendAsync<ListedShare>(HttpMethod.Delete, $"/shares/{id:D}", order: null, token), link => $"“{link.Name}” is removed."),
    };

    /// <summary>Which dashboard.</summary>
    public static Option<string?> CreateData() => new("--data")
    {
        Description = "Data folder of the dashboard (Data:Directory); by default the same as the dashboard's. The command is given as the account that runs it.",
    };

    /// <summary>When a link is to end.</summary>
    public static Option<string> CreateExpires()
    {
        var expires = new Option<string>("--expires") { Description = $"When it ends: {LinkEnd.Help}.", DefaultValueFactory = _ => "30d" };
        expires.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !LinkEnd.TryParse(token.Value, TimeProvider.System.GetUtcNow(), out _))
            {
                result.AddError($"--expires takes {LinkEnd.Help}.");
            }
        });
        return expires;
    }

    /// <summary>Gives an order and says what came of it on standard error.</summary>
    /// <param name="findStore">Finds the data folder.</param>
    /// <param name="data">What <c>--data</c> says.</param>
    /// <param name="work">The order.</param>
    /// <returns>The exit code: 0 done, 2 not done, 130 interrupted.</returns>
    public static async Task<int> RunAsync(Func<string?, StorePlace> findStore, string? data, Func<ShareClient, CancellationToken, Task> work)
    {
        using var interruption = new Interruption();
        try
        {
            using var client = new ShareClient(findStore(data).Folder);
            await work(client, interruption.Token).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted. 'share list' tells whether it was done.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is ShareRefusedException or VaultException or StoreException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.BadUsage;
        }
    }

    private static Argument<Guid> CreateId() => new("ID") { Description = "The link, as 'share list' names it." };

    private static Command CreateList(Func<string?, StorePlace> findStore)
    {
        var format = new Option<string>("--format") { Description = "How links are printed: text (a table) or jsonl (an object a line).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "jsonl");
        var data = CreateData();
        var command = new Command("list", $"Prints all links, the newest first, with their states, when a screen showed them last, and on how many they are now. No address: it is told once. {Codes}") { format, data };
        command.SetAction((parsed, _) => RunAsync(findStore, parsed.GetValue(data), async (client, cancellationToken) =>
        {
            var links = await client.SendAsync<ListedShare[]>(HttpMethod.Get, "/shares", order: null, cancellationToken).ConfigureAwait(false);
            if (parsed.GetRequiredValue(format) is "jsonl")
            {
                foreach (var link in links)
                {
                    await Console.Out.WriteLineAsync(ShareList.ToJson(link)).ConfigureAwait(false);
                }
            }
            else if (links.Length > 0)
            {
                await Console.Out.WriteAsync(ShareList.ToTable(links)).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync(links.Length == 0 ? "Nothing is shared." : $"{Counted.Of(links.Length, "link")}.").ConfigureAwait(false);
        }));
        return command;
    }

    private static Command CreateChange(
        Func<string?, StorePlace> findStore, string name, string description, Func<Guid, ShareClient, CancellationToken, Task<ListedShare>> work, Func<ShareLink, string> say)
    {
        var (id, data) = (CreateId(), CreateData());
        var command = new Command(name, description) { id, data };
        command.SetAction((parsed, _) => RunAsync(findStore, parsed.GetValue(data), async (client, cancellationToken) =>
        {
            var changed = await work(parsed.GetRequiredValue(id), client, cancellationToken).ConfigureAwait(false);
            await Console.Error.WriteLineAsync(say(changed.Link)).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command CreateRenewal(Func<string?, StorePlace> findStore)
    {
        var (id, expires, data) = (CreateId(), CreateExpires(), CreateData());
        var command = new Command("renew", $"Gives a link a new end, also one that is over or revoked: screens that still show it come back. {Codes}") { id, expires, data };
        command.SetAction((parsed, _) => RunAsync(findStore, parsed.GetValue(data), async (client, cancellationToken) =>
        {
            var end = LinkEnd.Parse(parsed.GetRequiredValue(expires), TimeProvider.System.GetUtcNow());
            var renewed = await client.SendAsync<ListedShare>(HttpMethod.Post, $"/shares/{parsed.GetRequiredValue(id):D}/renew", new ShareRenewal(end), cancellationToken).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"{ShareList.Describe(renewed.Link)}.").ConfigureAwait(false);
        }));
        return command;
    }
}
