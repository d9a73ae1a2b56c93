using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Ansible;

/// <summary>
/// Ansible's inventory in YAML: groups with <c>hosts</c>, <c>vars</c> and <c>children</c>. A host's variables count more than its groups'; of groups
/// those deeper in the tree, then those with the higher <c>ansible_group_priority</c>, then those later in the alphabet.
/// </summary>
internal sealed class AnsibleFormat : IInventoryFormat
{
    /// <inheritdoc/>
    public InventoryFormatName Name { get; } = new("ansible", "Ansible YAML");

    /// <inheritdoc/>
    public string Example => "all: {hosts: {r1: {ansible_host: 192.0.2.1, ansible_user: admin, ansible_password: '${ask:Password}', ansible_network_os: cisco.ios.ios}}}";

    /// <inheritdoc/>
    public bool ReadsTogether => false;

    /// <inheritdoc/>
    public int Recognise(YamlNode root, string fileName)
    {
        if (!root.IsMap)
        {
            return 0;
        }

        var likeness = Likeness.Percent(root, static key => key is "hosts" or "vars" or "children");
        return root.Find("all") is { IsScalar: false } && likeness > 0 ? 99 : likeness * 97 / 100;
    }

    /// <inheritdoc/>
    public bool IsKnownKey(string key) => AnsibleKeys.Table.Knows(key) || key is "all" or "hosts" or "vars" or "children" or "ungrouped";

    /// <inheritdoc/>
    public bool IsPublicKey(string key) =>
        AnsibleKeys.Table.IsPublic(key)
        || key is "hosts" or "children" or "ansible_group_priority" or "ansible_become_method" or "ansible_network_cli_ssh_type" or "ansible_python_interpreter";

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ReadableFile> files, InventoryCollector inventory)
    {
        foreach (var file in files)
        {
            var tree = new AnsibleTree(file.Source);
            tree.Read(file.Root, Example);
            if (!tree.HasCircle)
            {
                new AnsibleReader(file, inventory).Read(tree);
            }
        }
    }
}
