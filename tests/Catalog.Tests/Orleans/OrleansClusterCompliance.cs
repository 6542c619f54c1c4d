using Cluster.Catalog.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Catalog.Tests.Orleans;

/// <summary>Real silos that share a catalogue's database.</summary>
public abstract class OrleansClusterCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    [Fact]
    public async Task TwoSilosOnOneCatalogue_StateAndRemindersSurviveARestart()
    {
        var keys = Enumerable.Range(0, 20).Select(i => $"anahtar/{i} 'ş'#").ToList();
        using (var one = await OrleansHosts.StartAsync(Catalog, "one"))
        using (var two = await OrleansHosts.StartAsync(Catalog, "two"))
        {
            await OrleansHosts.WaitForActiveAsync(one, 2);
            await OrleansHosts.WaitForActiveAsync(two, 2);
            var client = two.Services.GetRequiredService<IGrainFactory>();
            var silos = new HashSet<string>();
            foreach (var key in keys)
            {
                // A grain is activated where it is first called.
                var caller = silos.Count == 0 ? one : two;
                var grain = caller.Services.GetRequiredService<IGrainFactory>().GetGrain<ITallyGrain>(key);
                Assert.Equal(5, await grain.AddAsync(5));
                await grain.RemindAsync(TimeSpan.FromHours(1));
                silos.Add(await grain.SiloAsync());
            }

            Assert.Equal(["one", "two"], silos.Order());
            await client.GetGrain<ITallyGrain>(keys[0]).ClearAsync();
            await one.StopAsync(Token);
            await OrleansHosts.WaitForActiveAsync(two, 1);
            Assert.Equal(12, await client.GetGrain<ITallyGrain>(keys[1]).AddAsync(7));
            await two.StopAsync(Token);
        }

        using var again = await OrleansHosts.StartAsync(Catalog, "again");
        var restarted = again.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal(1, await restarted.GetGrain<ITallyGrain>(keys[0]).AddAsync(1));
        Assert.Equal(13, await restarted.GetGrain<ITallyGrain>(keys[1]).AddAsync(1));
        foreach (var key in keys.Skip(2)) Assert.Equal(6, await restarted.GetGrain<ITallyGrain>(key).AddAsync(1));
        foreach (var key in keys) Assert.Equal(["wake up"], await restarted.GetGrain<ITallyGrain>(key).RemindersAsync());
        await again.StopAsync(Token);
    }
}
