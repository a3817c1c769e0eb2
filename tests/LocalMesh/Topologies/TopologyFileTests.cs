using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Topologies;
using SharedSequencer.Messages;

namespace SharedSequencer.LocalMesh.Tests.Topologies;

public sealed class TopologyFileTests
{
    private const string Dapr = "extensions:\n- name: dapr\n  components-path: components/local\n";

    [Fact]
    public void The_topology_of_this_repository_has_every_service_under_its_app_id()
    {
        var topology = TopologyFile.Read(RepositoryLayout.Find().TopologyFile);

        Assert.Equal(AppIds.All.Order(), topology.Projects.Select(service => service.Name).Order());
        Assert.Equal([901UL, 902UL], topology.Rollups.Select(rollup => rollup.RollupChainId!.Value));
        Assert.Equal(15432, topology.Find("postgres").Bindings.Single().Port);
    }

    [Fact]
    public void A_committee_of_four_is_one_full_operator_and_three_bare_validators_with_a_cluster_each()
    {
        var topology = TopologyFile.Read(RepositoryLayout.Find().TopologyFile).ForCommittee(4);

        Assert.Equal(["validator-2", "validator-3", "validator-4"], topology.BareValidators.Select(v => v.Name));
        Assert.Equal([2, 3, 4], topology.BareValidators.Select(validator => validator.Operator));
        Assert.Equal([8102, 8103, 8104], topology.BareValidators.Select(validator => validator.Require("http").Port));
        Assert.Equal([1, 2, 3, 4], topology.Clusters.Select(cluster => cluster.Operator));
        Assert.Equal(AppIds.All.Order(), topology.Projects.Select(service => service.Name).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(Topology.MaxValidators)]
    public void No_two_services_of_a_committee_share_a_name_or_a_port(int validators)
    {
        var services = TopologyFile.Read(RepositoryLayout.Find().TopologyFile).ForCommittee(validators).Services;
        var ports = services.SelectMany(service => service.Bindings).Select(binding => binding.Port).ToList();

        Assert.Equal(services.Count, services.DistinctBy(service => service.Name).Count());
        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void The_sentinel_is_told_where_every_other_service_is()
    {
        var topology = TopologyFile.Read(RepositoryLayout.Find().TopologyFile);

        Assert.All(
            AppIds.All.Where(id => id != AppIds.Sentinel),
            id => Assert.Equal($"${{url:{id}}}", topology.Find(AppIds.Sentinel).Environment[$"Sentinel__Services__{id}"]));
    }

    [Fact]
    public void Every_project_and_the_components_folder_that_it_names_exist()
    {
        var layout = RepositoryLayout.Find();
        var topology = TopologyFile.Read(layout.TopologyFile);

        Assert.All(topology.Projects, service => Assert.True(File.Exists(Path.Combine(layout.Root, service.Source))));
        Assert.True(Directory.Exists(Path.Combine(layout.Root, topology.ComponentsPath)));
    }

    [Fact]
    public void The_component_files_carry_the_names_that_the_services_use()
    {
        var layout = RepositoryLayout.Find();
        var folder = Path.Combine(layout.Root, TopologyFile.Read(layout.TopologyFile).ComponentsPath);
        var text = string.Concat(Directory.EnumerateFiles(folder, "*.yaml").Select(File.ReadAllText));

        Assert.Contains($"name: {MeshComponents.PubSub}\n", text);
        Assert.Contains($"name: {MeshComponents.State}\n", text);
    }

    [Theory]
    [InlineData("services:\n- name: a\n", "needs exactly one of project, executable and image")]
    [InlineData("services:\n- name: a\n  project: p\n  image: postgres\n", "needs exactly one of project")]
    [InlineData("services:\n- name: a\n  image: redis\n", "image 'redis' cannot be run without a container")]
    [InlineData("services:\n- name: a\n  executable: x\n- name: a\n  executable: x\n", "service name 'a' stands there twice")]
    [InlineData("services:\n- name: a\n  executable: x\n  bindings:\n  - port: 1\n  - port: 1\n    name: b\n", "port '1' stands")]
    [InlineData("services:\n- name: a\n  executable: x\n  env:\n  - name: V\n  - name: V\n", "environment variable 'V'")]
    [InlineData("services: []\n", "it has no services")]
    [InlineData("services:\n- name: a\n  executable: x\n  replicas: 16\n", "replicas is 0 to 15")]
    [InlineData(
        "services:\n- name: a\n  executable: x\n  replicas: 2\n- name: b\n  executable: x\n  replicas: 3\n",
        "have the same number")]
    public void A_fault_is_named(string services, string fault)
    {
        var refusal = Assert.Throws<LocalMeshException>(() => TopologyFile.Parse(Dapr + services));
        Assert.Contains(fault, refusal.Message);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var refusal = Assert.Throws<LocalMeshException>(
            () => TopologyFile.Parse("services:\n- name: a\n- name: a\n  image: mystery\n"));

        Assert.Contains("needs exactly one", refusal.Message);
        Assert.Contains("mystery", refusal.Message);
        Assert.Contains("twice", refusal.Message);
        Assert.Contains("dapr extension", refusal.Message);
    }

    [Theory]
    [InlineData("servces: []")]
    [InlineData("services: {")]
    [InlineData("services:\n- name: a\n  bindings:\n  - port: many\n")]
    public void A_key_or_value_that_is_not_understood_is_refused(string yaml) =>
        Assert.Throws<LocalMeshException>(() => TopologyFile.Parse(yaml));

    [Fact]
    public void An_empty_file_is_refused() => Assert.Throws<LocalMeshException>(() => TopologyFile.Parse(""));
}
