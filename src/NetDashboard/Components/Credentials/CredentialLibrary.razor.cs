using Microsoft.AspNetCore.Components;
using NetDashboard.Components.Dialogs;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using Radzen;

namespace NetDashboard.Components.Credentials;

/// <summary>The named credentials: which there are and what of them is set, never a value.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="library">Knows which inventories use them.</param>
/// <param name="dialogs">Asks before one is removed.</param>
/// <param name="time">The clock.</param>
public sealed partial class CredentialLibrary(CredentialStore store, InventoryLibrary library, DialogService dialogs, TimeProvider time) : ComponentBase, IDisposable
{
    private IReadOnlyList<CredentialEntry>? _credentials;
    private CredentialEntry? _changing;
    private string? _outcome;
    private string? _problem;

    // A new form for each entry: nothing that was typed stays in a field.
    private int _round;

    private TimeProvider Time => time;

    private InventoryLibrary Library => library;

    /// <inheritdoc/>
    public void Dispose() => store.Changed -= ShowChange;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Load();
        if (RendererInfo.IsInteractive)
        {
            store.Changed += ShowChange;
        }
    }

    private static string Set(bool isSet) => isSet ? "set" : "–";

    private void ShowChange(object? sender, EventArgs change) => _ = InvokeAsync(() =>
    {
        Load();
        StateHasChanged();
    });

    private void Load()
    {
        try
        {
            (_credentials, _problem) = (store.List(), null);
        }
        catch (VaultException e)
        {
            (_credentials, _problem) = (null, e.Message);
        }
    }

    private void Begin(CredentialEntry entry) => (_changing, _round, _outcome) = (entry, _round + 1, null);

    private void Leave() => (_changing, _round) = (null, _round + 1);

    private string? SaveAsync(CredentialInput input)
    {
        try
        {
            if (_changing is { } former && former.Name != input.Name)
            {
                if (!store.Rename(former.Name, input.Name))
                {
                    return $"{former.Name} was removed by somebody else meanwhile.";
                }
            }
            else if (_changing is null && store.List().Any(entry => entry.Name == input.Name))
            {
                return $"There is a credential {input.Name} already. Change that one, or choose another name.";
            }

            store.Save(input.Name, input.UserName, input.Password, input.EnableSecret, input.PrivateKeyFile, input.Passphrase);
            _outcome = $"{input.Name} was saved.";
            Leave();
            Load();
            return null;
        }
        catch (VaultException e)
        {
            return e.Message;
        }
    }

    private async Task RemoveAsync(string name)
    {
        if (!await ConfirmBox.AskAsync(
                dialogs,
                $"Remove {name}?",
                $"Remove {name}",
                $"The credential {name} is forgotten for good.",
                library.UsersOf(name) is { Count: > 0 } users
                    ? $"These use it: {string.Join(", ", users)}. They cannot be scanned until there is one of that name again."
                    : $"An inventory that says \"credential: {name}\" cannot be scanned until there is one of that name again."))
        {
            return;
        }

        try
        {
            _outcome = store.Remove(name) ? $"{name} was removed." : $"{name} had been removed already.";
            if (_changing?.Name == name)
            {
                Leave();
            }

            Load();
        }
        catch (VaultException e)
        {
            _problem = e.Message;
        }
    }
}
